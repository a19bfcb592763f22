package dev.skein.http;

import dev.skein.AttributeKey;
import dev.skein.AttributeView;
import dev.skein.Span;
import org.jspecify.annotations.Nullable;

/**
 * What a server span starts with. Headers are looked at when somebody asks, so an unsampled request
 * costs none of that.
 */
final class ServerAttributes implements AttributeView {
  private static final int MAX_USER_AGENT_LENGTH = 256;

  private final HttpServerRequest request;
  private final HttpPolicy policy;
  private final SpanNames names;
  private final @Nullable String method;
  private final @Nullable String target;
  private @Nullable RequestOrigin origin;
  private boolean clientUnknown;

  ServerAttributes(
      HttpServerRequest request,
      HttpPolicy policy,
      SpanNames names,
      @Nullable String method,
      @Nullable String target) {
    this.request = request;
    this.policy = policy;
    this.names = names;
    this.method = method;
    this.target = target;
  }

  @Override
  @SuppressWarnings("unchecked") // find() pairs a key with a value of its type
  public <T> @Nullable T get(AttributeKey<T> key) {
    return (T) find(key);
  }

  private @Nullable Object find(AttributeKey<?> key) {
    if (key.equals(HttpAttributes.HTTP_REQUEST_METHOD)) {
      return policy.method(names);
    } else if (key.equals(HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL)) {
      return policy.originalMethod(names, method);
    } else if (key.equals(HttpAttributes.URL_PATH)) {
      return path();
    } else if (key.equals(HttpAttributes.URL_QUERY)) {
      return query();
    } else if (key.equals(HttpAttributes.URL_SCHEME)) {
      return origin().scheme();
    } else if (key.equals(HttpAttributes.SERVER_ADDRESS)) {
      return origin().host();
    } else if (key.equals(HttpAttributes.SERVER_PORT)) {
      return origin().port() > 0 ? (long) origin().port() : null;
    } else if (key.equals(HttpAttributes.CLIENT_ADDRESS)) {
      return origin().client();
    } else if (key.equals(HttpAttributes.USER_AGENT_ORIGINAL)) {
      return userAgent();
    }
    return connection(key);
  }

  private @Nullable Object connection(AttributeKey<?> key) {
    if (key.equals(HttpAttributes.NETWORK_PEER_ADDRESS)) {
      return Guarded.peerAddress(request);
    } else if (key.equals(HttpAttributes.NETWORK_PEER_PORT)) {
      int port = Guarded.peerPort(request);
      return port > 0 ? (long) port : null;
    } else if (key.equals(HttpAttributes.NETWORK_PROTOCOL_VERSION)) {
      return ProtocolVersion.normal(Guarded.protocolVersion(request));
    }
    return null;
  }

  @Override
  public void applyTo(Span span) {
    policy.applyMethod(span, names, method);
    span.setAttribute(HttpAttributes.URL_PATH, path());
    span.setAttribute(HttpAttributes.URL_QUERY, query());
    String peerAddress = Guarded.peerAddress(request);
    RequestOrigin from = origin == null ? originWith(peerAddress) : origin;
    span.setAttribute(HttpAttributes.URL_SCHEME, from.scheme());
    span.setAttribute(HttpAttributes.SERVER_ADDRESS, from.host());
    if (from.port() > 0) {
      span.setAttribute(HttpAttributes.SERVER_PORT, from.port());
    }
    span.setAttribute(HttpAttributes.CLIENT_ADDRESS, from.client());
    clientUnknown = from.client() == null;
    span.setAttribute(HttpAttributes.USER_AGENT_ORIGINAL, userAgent());
    span.setAttribute(HttpAttributes.NETWORK_PEER_ADDRESS, peerAddress);
    int peerPort = Guarded.peerPort(request);
    if (peerAddress != null && peerPort > 0) {
      span.setAttribute(HttpAttributes.NETWORK_PEER_PORT, peerPort);
    }
    span.setAttribute(
        HttpAttributes.NETWORK_PROTOCOL_VERSION,
        ProtocolVersion.normal(Guarded.protocolVersion(request)));
  }

  /** Whether the span was started without the client's address. */
  boolean clientUnknown() {
    return clientUnknown;
  }

  private RequestOrigin origin() {
    RequestOrigin known = origin;
    if (known == null) {
      known = originWith(Guarded.peerAddress(request));
      origin = known;
    }
    return known;
  }

  private RequestOrigin originWith(@Nullable String peerAddress) {
    try {
      return RequestOrigin.of(request, peerAddress);
    } catch (Throwable e) {
      Guarded.report("A header list", e);
      return new RequestOrigin(null, null, 0, null);
    }
  }

  /** The path; null for the target of CONNECT, which has none. */
  private @Nullable String path() {
    if (target == null || names.method().equals("CONNECT")) {
      return null;
    }
    int start = Urls.pathStart(target);
    int end = Urls.pathEnd(target, start);
    return start == end ? "/" : target.substring(start, end);
  }

  private @Nullable String query() {
    if (target == null) {
      return null;
    }
    int pathEnd = Urls.pathEnd(target, Urls.pathStart(target));
    if (pathEnd == target.length() || target.charAt(pathEnd) != '?') {
      return null;
    }
    int end = Urls.indexOf(target, '#', pathEnd, target.length());
    return end == pathEnd + 1 ? null : policy.redactor().query(target.substring(pathEnd + 1, end));
  }

  private @Nullable String userAgent() {
    String userAgent = Guarded.header(request, "user-agent");
    return userAgent == null ? null : HttpPolicy.start(userAgent, MAX_USER_AGENT_LENGTH);
  }
}
