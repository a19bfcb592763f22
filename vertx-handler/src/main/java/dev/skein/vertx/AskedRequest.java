package dev.skein.vertx;

import dev.skein.http.HttpClientRequest;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/** A request before there is a connection, known by the arguments of {@code HttpClient.request}. */
final class AskedRequest implements HttpClientRequest {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final long askedAt = System.nanoTime();
  private @Nullable HttpMethod method;
  private @Nullable String host;
  private @Nullable Boolean ssl;
  private String uri = "/";
  private int port;

  AskedRequest(Object[] arguments) {
    int texts = 0;
    for (Object argument : arguments) {
      if (argument instanceof RequestOptions options) {
        read(options);
      } else if (argument instanceof HttpMethod given) {
        method = given;
      } else if (argument instanceof Integer given) {
        port = given;
      } else if (argument instanceof String text) {
        // one text is the URI, of two the first is the host
        host = texts == 0 ? null : uri;
        uri = text;
        texts++;
      }
    }
  }

  private void read(RequestOptions options) {
    method = options.getMethod();
    host = options.getHost();
    ssl = options.isSsl();
    Integer given = options.getPort();
    port = given == null ? 0 : given;
    uri = options.getURI() == null ? "/" : options.getURI();
  }

  @Override
  public String method() {
    return method == null ? "GET" : method.name();
  }

  /** What the client's own options would add, host and port, is not to be had. */
  @Override
  public @Nullable String url() {
    if (host == null) {
      return null;
    }
    int defaultPort = isSecure() ? HTTPS : HTTP;
    String authority = port > 0 && port != defaultPort ? host + ':' + port : host;
    String path = uri.startsWith("/") ? uri : '/' + uri;
    return (isSecure() ? "https://" : "http://") + authority + path;
  }

  private boolean isSecure() {
    return ssl == null ? port == HTTPS : ssl;
  }

  /** The host, if it is an address and not a name; null when it is not known. */
  @Nullable String address() {
    String given = host;
    return given != null && (NetUtil.isValidIpV4Address(given) || NetUtil.isValidIpV6Address(given))
        ? given
        : null;
  }

  @Override
  public int port() {
    return port > 0 || host == null ? port : isSecure() ? HTTPS : HTTP;
  }

  @Override
  public long elapsedNanos() {
    return System.nanoTime() - askedAt;
  }
}
