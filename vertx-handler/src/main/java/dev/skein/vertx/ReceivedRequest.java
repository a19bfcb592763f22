package dev.skein.vertx;

import dev.skein.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A received request as Vert.x gives it to a tracer most of the time.
 *
 * <p>For a request line that cannot be read, because it is too long or none at all, Netty makes up
 * a request: its method, target and version are not the client's, and are not passed on.
 */
final class ReceivedRequest implements HttpServerRequest {
  private static final String MADE_UP_TARGET = "/bad-request";

  private final io.vertx.core.http.HttpServerRequest request;
  private final Iterable<Map.Entry<String, String>> headers;
  private final boolean readable;

  ReceivedRequest(
      io.vertx.core.http.HttpServerRequest request, Iterable<Map.Entry<String, String>> headers) {
    this.request = request;
    this.headers = headers;
    this.readable = !MADE_UP_TARGET.equals(request.uri()) || !request.decoderResult().isFailure();
  }

  @Override
  public @Nullable String method() {
    return readable ? request.method().name() : null;
  }

  @Override
  public @Nullable String scheme() {
    return request.isSSL() ? "https" : "http";
  }

  @Override
  public @Nullable String target() {
    return readable ? request.uri() : null;
  }

  @Override
  public List<String> headers(String lowerCaseName) {
    return Headers.all(headers, lowerCaseName);
  }

  /** Before HTTP/2 the header as it is: Vert.x keeps only what it understands of it. */
  @Override
  public @Nullable String authority() {
    HttpVersion version = request.version();
    if (version == HttpVersion.HTTP_1_0 || version == HttpVersion.HTTP_1_1) {
      return HttpServerRequest.super.authority();
    }
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
    HttpVersion version = request.version();
    return readable && version != null ? version.alpnName() : null;
  }
}
