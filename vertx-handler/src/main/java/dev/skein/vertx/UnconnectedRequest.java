package dev.skein.vertx;

import dev.skein.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/**
 * A request that came to nothing before there was a connection, known by the arguments of {@code
 * HttpClient.request}.
 */
final class UnconnectedRequest implements HttpClientRequest {
  private static final int HTTPS = 443;

  private final long startedAt = System.nanoTime();
  private @Nullable HttpMethod method;
  private @Nullable String host;
  private @Nullable Boolean ssl;
  private String uri = "/";
  private int port;

  UnconnectedRequest(Object[] arguments) {
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
    boolean secure = ssl == null ? port == HTTPS : ssl;
    String authority = port > 0 ? host + ':' + port : host;
    return (secure ? "https://" : "http://") + authority + (uri.startsWith("/") ? uri : '/' + uri);
  }

  @Override
  public long elapsedNanos() {
    return System.nanoTime() - startedAt;
  }
}
