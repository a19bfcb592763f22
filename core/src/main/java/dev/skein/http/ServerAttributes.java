package dev.skein.http;

import dev.skein.AttributeKey;
import dev.skein.AttributeView;
import dev.skein.Span;
import dev.skein.internal.HeaderText;
import dev.skein.internal.Nullable;
import dev.skein.internal.Strings;
import java.util.Locale;

/**
 * What a server span starts with. Headers are looked at when somebody asks, so an unsampled request
 * costs none of that.
 *
 * <p>Who sent the request to what is as the proxies in between say, else as the request says, else
 * as the connection shows.
 *
 * @see <a
 *     href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/#setting-serveraddress-and-serverport-attributes">
 *     Semantic conventions, setting server.address and server.port</a>
 */
final class ServerAttributes implements AttributeView {
  /** Who threw. */
  static final String WHAT = "An HttpServerRequest";

  private static final int MAX_USER_AGENT_LENGTH = 256;
  private static final int MAX_SCHEME_LENGTH = 16;

  private final HttpServerRequest request;
  private final HttpPolicy policy;
  private final SpanName name;
  private final @Nullable String target;
  private boolean clientUnknown;

  ServerAttributes(
      HttpServerRequest request, HttpPolicy policy, SpanName name, @Nullable String target) {
    this.request = request;
    this.policy = policy;
    this.name = name;
    this.target = target;
  }

  @Override
  @SuppressWarnings("unchecked") // find() pairs a key with a value of its type
  public <T> @Nullable T get(AttributeKey<T> key) {
    try {
      return (T) find(key);
    } catch (Throwable e) {
      HttpSpan.report(WHAT, e);
      return null;
    }
  }

  private @Nullable Object find(AttributeKey<?> key) {
    if (key.equals(HttpAttributes.HTTP_REQUEST_METHOD)) {
      return name.method();
    } else if (key.equals(HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL)) {
      return originalMethod();
    } else if (target != null && key.equals(HttpAttributes.URL_PATH)) {
      int start = PathMatcher.pathStart(target);
      return path(target, start, PathMatcher.pathEnd(target, start));
    } else if (target != null && key.equals(HttpAttributes.URL_QUERY)) {
      return query(target, PathMatcher.pathEnd(target, PathMatcher.pathStart(target)));
    } else if (key.equals(HttpAttributes.USER_AGENT_ORIGINAL)) {
      return userAgent();
    } else if (key.equals(HttpAttributes.NETWORK_PROTOCOL_VERSION)) {
      return version();
    } else if (key.equals(HttpAttributes.NETWORK_PEER_ADDRESS)) {
      return request.peerAddress();
    } else if (key.equals(HttpAttributes.NETWORK_PEER_PORT)) {
      int port = request.peerPort();
      return port > 0 ? (long) port : null;
    }
    return origin(key);
  }

  private @Nullable Object origin(AttributeKey<?> key) {
    if (key.equals(HttpAttributes.URL_SCHEME)) {
      return scheme(forwarded());
    } else if (key.equals(HttpAttributes.CLIENT_ADDRESS)) {
      return client(forwarded(), request.peerAddress());
    } else if (key.equals(HttpAttributes.SERVER_ADDRESS)) {
      Authority server = server(forwarded());
      return server == null ? null : server.host();
    } else if (key.equals(HttpAttributes.SERVER_PORT)) {
      String forwarded = forwarded();
      int port = port(server(forwarded), scheme(forwarded));
      return port > 0 ? (long) port : null;
    }
    return policy.requestHeaders().get(key, request, RequestHeaders.HEADERS, policy.redactor());
  }

  /** In parts, of which each survives what the others call. */
  @Override
  public void applyTo(Span span) {
    span.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, name.method());
    if (target != null) {
      int pathStart = PathMatcher.pathStart(target);
      int pathEnd = PathMatcher.pathEnd(target, pathStart);
      span.setAttribute(HttpAttributes.URL_PATH, path(target, pathStart, pathEnd));
      span.setAttribute(HttpAttributes.URL_QUERY, query(target, pathEnd));
    }
    span.setAttribute(HttpAttributes.USER_AGENT_ORIGINAL, userAgent());
    String forwarded = forwarded();
    try {
      applyServer(span, forwarded);
    } catch (Throwable e) {
      HttpSpan.report(WHAT, e);
    }
    try {
      applyConnection(span, forwarded);
    } catch (Throwable e) {
      HttpSpan.report(WHAT, e);
    }
    policy.requestHeaders().record(span, request, RequestHeaders.HEADERS, policy.redactor());
  }

  private void applyServer(Span span, @Nullable String forwarded) {
    String scheme = scheme(forwarded);
    span.setAttribute(HttpAttributes.URL_SCHEME, scheme);
    Authority server = server(forwarded);
    if (server != null) {
      span.setAttribute(HttpAttributes.SERVER_ADDRESS, server.host());
      int port = port(server, scheme);
      if (port > 0) {
        span.setAttribute(HttpAttributes.SERVER_PORT, port);
      }
    }
  }

  private void applyConnection(Span span, @Nullable String forwarded) {
    span.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL, originalMethod());
    span.setAttribute(HttpAttributes.NETWORK_PROTOCOL_VERSION, version());
    String peerAddress = request.peerAddress();
    String client = client(forwarded, peerAddress);
    clientUnknown = client == null;
    span.setAttribute(HttpAttributes.CLIENT_ADDRESS, client);
    if (peerAddress != null) {
      span.setAttribute(HttpAttributes.NETWORK_PEER_ADDRESS, peerAddress);
      int peerPort = request.peerPort();
      if (peerPort > 0) {
        span.setAttribute(HttpAttributes.NETWORK_PEER_PORT, peerPort);
      }
    }
  }

  /** Whether the span was started without the client's address. */
  boolean clientUnknown() {
    return clientUnknown;
  }

  private @Nullable String originalMethod() {
    return policy.isOther(name) ? HttpPolicy.originalMethod(request.method()) : null;
  }

  /** The path; null for the target of CONNECT, which has none. */
  private @Nullable String path(String target, int start, int end) {
    if (name.method().equals("CONNECT")) {
      return null;
    }
    return start == end ? "/" : policy.redactor().path(target.substring(start, end));
  }

  private @Nullable String query(String target, int pathEnd) {
    if (pathEnd == target.length() || target.charAt(pathEnd) != '?') {
      return null;
    }
    int end = HeaderText.indexOf(target, '#', pathEnd, target.length());
    return end == pathEnd + 1 ? null : policy.redactor().query(target.substring(pathEnd + 1, end));
  }

  private @Nullable String userAgent() {
    String userAgent = RequestHeaders.first(request, "user-agent");
    return userAgent == null ? null : Strings.truncate(userAgent, MAX_USER_AGENT_LENGTH);
  }

  private @Nullable String version() {
    return HttpPolicy.version(request.protocolVersion());
  }

  private @Nullable String forwarded() {
    return RequestHeaders.HEADERS.getOne(request, RequestHeaders.FORWARDED);
  }

  private @Nullable String scheme(@Nullable String forwarded) {
    String scheme = normalScheme(RequestHeaders.parameter(request, forwarded, "proto"));
    if (scheme == null) {
      scheme =
          normalScheme(RequestHeaders.first(RequestHeaders.first(request, "x-forwarded-proto")));
    }
    return scheme == null ? normalScheme(request.scheme()) : scheme;
  }

  private static @Nullable String normalScheme(@Nullable String scheme) {
    if (scheme == null || scheme.isEmpty() || scheme.length() > MAX_SCHEME_LENGTH) {
      return null;
    }
    for (int i = 0; i < scheme.length(); i++) {
      if (!Authority.isSchemeChar(scheme.charAt(i))) {
        return null;
      }
    }
    return scheme.toLowerCase(Locale.ROOT);
  }

  private @Nullable Authority server(@Nullable String forwarded) {
    Authority server = authority(RequestHeaders.parameter(request, forwarded, "host"));
    if (server == null) {
      server = authority(RequestHeaders.first(RequestHeaders.first(request, "x-forwarded-host")));
    }
    return server == null ? authority(request.authority()) : server;
  }

  private @Nullable Authority authority(@Nullable String text) {
    return text == null ? null : policy.authority(text, 0, text.length());
  }

  private static int port(@Nullable Authority server, @Nullable String scheme) {
    if (server == null) {
      return 0;
    }
    return server.portOr(scheme == null ? 0 : Authority.defaultPort(scheme, scheme.length()));
  }

  private @Nullable String client(@Nullable String forwarded, @Nullable String peerAddress) {
    String client = RequestHeaders.address(RequestHeaders.parameter(request, forwarded, "for"));
    if (client == null) {
      String list = RequestHeaders.first(request, "x-forwarded-for");
      client = RequestHeaders.address(RequestHeaders.first(list));
    }
    return client == null ? Authority.host(peerAddress) : client;
  }
}
