package dev.skein.http;

import dev.skein.AttributeKey;
import dev.skein.AttributeView;
import dev.skein.Span;
import dev.skein.internal.Nullable;
import dev.skein.propagation.Getter;

/** What a client span starts with. */
final class ClientAttributes implements AttributeView {
  /** Who threw. */
  static final String WHAT = "An HttpClientRequest";

  private static final Getter<HttpClientRequest> HEADERS = HttpClientRequest::headers;

  private final HttpClientRequest request;
  private final HttpPolicy policy;
  private final SpanName name;

  ClientAttributes(HttpClientRequest request, HttpPolicy policy, SpanName name) {
    this.request = request;
    this.policy = policy;
    this.name = name;
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
    } else if (key.equals(HttpAttributes.URL_FULL)) {
      String url = request.url();
      return url == null ? null : policy.redactor().url(url);
    } else if (key.equals(HttpAttributes.URL_TEMPLATE)) {
      return name.template();
    } else if (key.equals(HttpAttributes.SERVER_ADDRESS)) {
      return address(authority(request.url()));
    } else if (key.equals(HttpAttributes.SERVER_PORT)) {
      String url = request.url();
      int port = port(url, authority(url));
      return port > 0 ? (long) port : null;
    } else if (key.equals(HttpAttributes.HTTP_REQUEST_RESEND_COUNT)) {
      int count = request.resendCount();
      return count > 0 ? (long) count : null;
    }
    return policy.requestHeaders().get(key, request, HEADERS, policy.redactor());
  }

  @Override
  public void applyTo(Span span) {
    span.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, name.method());
    span.setAttribute(HttpAttributes.URL_TEMPLATE, name.template());
    try {
      applyServer(span);
      int resendCount = request.resendCount();
      if (resendCount > 0) {
        span.setAttribute(HttpAttributes.HTTP_REQUEST_RESEND_COUNT, resendCount);
      }
    } catch (Throwable e) {
      HttpSpan.report(WHAT, e);
    }
    policy.requestHeaders().record(span, request, HEADERS, policy.redactor());
  }

  /** The host the request goes to, without brackets; null when that is not known. */
  @Nullable
  String host() {
    return address(authority(request.url()));
  }

  private void applyServer(Span span) {
    span.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL, originalMethod());
    String url = request.url();
    if (url != null) {
      span.setAttribute(HttpAttributes.URL_FULL, policy.redactor().url(url));
    }
    Authority authority = authority(url);
    span.setAttribute(HttpAttributes.SERVER_ADDRESS, address(authority));
    int port = port(url, authority);
    if (port > 0) {
      span.setAttribute(HttpAttributes.SERVER_PORT, port);
    }
  }

  private @Nullable String originalMethod() {
    return policy.isOther(name) ? HttpPolicy.originalMethod(request.method()) : null;
  }

  private @Nullable Authority authority(@Nullable String url) {
    int start = url == null ? -1 : Authority.start(url);
    return url == null || start < 0
        ? null
        : policy.authority(url, start, Authority.end(url, start));
  }

  private @Nullable String address(@Nullable Authority authority) {
    String host = Authority.host(request.host());
    return host == null && authority != null ? authority.host() : host;
  }

  private int port(@Nullable String url, @Nullable Authority authority) {
    int port = request.port();
    if (port > 0 || url == null) {
      return port;
    }
    int defaultPort = Authority.defaultPort(url, Authority.schemeEnd(url));
    return authority == null ? defaultPort : authority.portOr(defaultPort);
  }
}
