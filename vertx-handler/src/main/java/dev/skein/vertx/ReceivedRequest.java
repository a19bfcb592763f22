package dev.skein.vertx;

import dev.skein.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A received request as Vert.x gives it to a tracer most of the time. */
final class ReceivedRequest implements HttpServerRequest {
  private final io.vertx.core.http.HttpServerRequest request;
  private final Iterable<Map.Entry<String, String>> headers;

  ReceivedRequest(
      io.vertx.core.http.HttpServerRequest request, Iterable<Map.Entry<String, String>> headers) {
    this.request = request;
    this.headers = headers;
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public @Nullable String scheme() {
    return request.isSSL() ? "https" : "http";
  }

  @Override
  public @Nullable String target() {
    return request.uri();
  }

  @Override
  public List<String> headers(String lowerCaseName) {
    return Headers.all(headers, lowerCaseName);
  }

  @Override
  public @Nullable String authority() {
    HostAndPort authority = request.authority();
    return authority == null ? null : authority.toString();
  }

  @Override
  public @Nullable String peerAddress() {
    SocketAddress peer = request.remoteAddress();
    return peer == null ? null : peer.hostAddress();
  }

  @Override
  public int peerPort() {
    SocketAddress peer = request.remoteAddress();
    return peer == null ? 0 : peer.port();
  }

  @Override
  public @Nullable String protocolVersion() {
    return request.version() == null ? null : request.version().alpnName();
  }
}
