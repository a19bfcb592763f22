package dev.skein.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request to what: as the proxies in between say, else as the request says, else as the
 * connection shows.
 *
 * @param scheme the scheme the client used; null when unknown
 * @param host the host the client asked for; null when unknown
 * @param port the port the client asked for; zero when unknown
 * @param client the address of the client; null when unknown
 * @see <a
 *     href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/#setting-serveraddress-and-serverport-attributes">
 *     Semantic conventions, setting server.address and server.port</a>
 */
record RequestOrigin(
    @Nullable String scheme, @Nullable String host, int port, @Nullable String client) {
  private static final int MAX_SCHEME_LENGTH = 16;

  static RequestOrigin of(HttpServerRequest request, @Nullable String peerAddress) {
    List<String> forwarded = Guarded.headers(request, "forwarded");
    String scheme = scheme(request, forwarded);
    Authority server = server(request, forwarded);
    return new RequestOrigin(
        scheme,
        server == null ? null : server.host(),
        server == null ? 0 : server.portOr(scheme),
        client(request, forwarded, peerAddress));
  }

  private static @Nullable String scheme(HttpServerRequest request, List<String> forwarded) {
    String scheme = normalScheme(ForwardedHeaders.parameter(forwarded, "proto"));
    if (scheme == null) {
      List<String> lines = Guarded.headers(request, "x-forwarded-proto");
      scheme = normalScheme(ForwardedHeaders.first(lines));
    }
    return scheme == null ? normalScheme(Guarded.scheme(request)) : scheme;
  }

  private static @Nullable String normalScheme(@Nullable String scheme) {
    if (scheme == null || scheme.isEmpty() || scheme.length() > MAX_SCHEME_LENGTH) {
      return null;
    }
    for (int i = 0; i < scheme.length(); i++) {
      char c = scheme.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') {
        return null;
      }
    }
    return scheme.toLowerCase(Locale.ROOT);
  }

  private static @Nullable Authority server(HttpServerRequest request, List<String> forwarded) {
    Authority server = Authority.parse(ForwardedHeaders.parameter(forwarded, "host"));
    if (server == null) {
      List<String> lines = Guarded.headers(request, "x-forwarded-host");
      server = Authority.parse(ForwardedHeaders.first(lines));
    }
    return server == null ? Authority.parse(Guarded.authority(request)) : server;
  }

  private static @Nullable String client(
      HttpServerRequest request, List<String> forwarded, @Nullable String peerAddress) {
    String client = ForwardedHeaders.address(ForwardedHeaders.parameter(forwarded, "for"));
    if (client == null) {
      List<String> lines = Guarded.headers(request, "x-forwarded-for");
      client = ForwardedHeaders.address(ForwardedHeaders.first(lines));
    }
    return client == null ? Authority.host(peerAddress) : client;
  }
}
