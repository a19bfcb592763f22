package dev.skein.vertx;

import dev.skein.http.HttpServerRequest;
import dev.skein.propagation.Getter;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.Collection;
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
  private static final int NOT_LOOKED = -1;

  private final io.vertx.core.http.HttpServerRequest request;
  private final Iterable<Map.Entry<String, String>> headers;
  private final boolean readable;
  private int present = NOT_LOOKED;
  private @Nullable ServerConnection connection;

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
    return connection().scheme();
  }

  @Override
  public @Nullable String target() {
    return readable ? request.uri() : null;
  }

  @Override
  public List<String> headers(String lowerCaseName) {
    return Headers.all(headers, lowerCaseName);
  }

  @Override
  public Collection<String> headerNames() {
    return Headers.namesOf(headers);
  }

  @Override
  public @Nullable String header(String lowerCaseName) {
    int index = KnownHeaders.find(lowerCaseName);
    if (index == KnownHeaders.UNKNOWN || !(headers instanceof HttpHeaders lines)) {
      return Headers.one(headers, lowerCaseName);
    } else if (!KnownHeaders.isPresent(present(lines), index)) {
      return null;
    }
    return KnownHeaders.hasSeveralLines(present, index)
        ? Getter.SEVERAL
        : KnownHeaders.first(lines, index);
  }

  private int present(HttpHeaders lines) {
    if (present == NOT_LOOKED) {
      present = KnownHeaders.present(lines);
    }
    return present;
  }

  /** Before HTTP/2 the header as it is: Vert.x keeps only what it understands of it. */
  @Override
  public @Nullable String authority() {
    HttpVersion version = request.version();
    if (version == HttpVersion.HTTP_1_0 || version == HttpVersion.HTTP_1_1) {
      return headers instanceof HttpHeaders lines
          ? KnownHeaders.host(lines)
          : request.headers().get("host");
    }
    HostAndPort authority = request.authority();
    return authority == null ? null : authority.toString();
  }

  @Override
  public @Nullable String peerAddress() {
    return connection().peerAddress();
  }

  @Override
  public int peerPort() {
    return connection().peerPort();
  }

  ServerConnection connection() {
    ServerConnection known = connection;
    if (known == null) {
      known = ServerConnection.of(request);
      connection = known;
    }
    return known;
  }

  @Override
  public @Nullable String protocolVersion() {
    HttpVersion version = request.version();
    return readable && version != null ? version.alpnName() : null;
  }
}
