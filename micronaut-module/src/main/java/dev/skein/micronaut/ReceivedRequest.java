package dev.skein.micronaut;

import dev.skein.http.HttpServerRequest;
import io.micronaut.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a received request to the protocol tier. */
final class ReceivedRequest implements HttpServerRequest {
  private final HttpRequest<?> request;
  private final @Nullable NettyConnection connection;

  ReceivedRequest(HttpRequest<?> request, @Nullable NettyConnection connection) {
    this.request = request;
    this.connection = connection;
  }

  @Override
  public String method() {
    return request.getMethodName();
  }

  @Override
  public String scheme() {
    return request.isSecure() ? "https" : "http";
  }

  @Override
  public String target() {
    return connection == null ? request.getUri().toString() : connection.target();
  }

  @Override
  public List<String> headers(String lowerCaseName) {
    return request.getHeaders().getAll(lowerCaseName);
  }

  @Override
  public String peerAddress() {
    return request.getRemoteAddress().getAddress().getHostAddress();
  }

  @Override
  public int peerPort() {
    return request.getRemoteAddress().getPort();
  }

  @Override
  public String protocolVersion() {
    return connection == null ? request.getHttpVersion().name() : connection.protocolVersion();
  }
}
