package dev.skein.http;

import dev.skein.AttributeKey;
import dev.skein.AttributeView;
import dev.skein.Span;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client span starts with. */
final class ClientAttributes implements AttributeView {
  private final HttpClientRequest request;
  private final HttpPolicy policy;
  private final SpanNames names;
  private final @Nullable String method;
  private final @Nullable String template;

  ClientAttributes(
      HttpClientRequest request,
      HttpPolicy policy,
      SpanNames names,
      @Nullable String method,
      @Nullable String template) {
    this.request = request;
    this.policy = policy;
    this.names = names;
    this.method = method;
    this.template = template;
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
    } else if (key.equals(HttpAttributes.URL_FULL)) {
      String url = Guarded.url(request);
      return url == null ? null : policy.redactor().url(url);
    } else if (key.equals(HttpAttributes.URL_TEMPLATE)) {
      return template;
    } else if (key.equals(HttpAttributes.SERVER_ADDRESS)) {
      String url = Guarded.url(request);
      return address(authority(url));
    } else if (key.equals(HttpAttributes.SERVER_PORT)) {
      String url = Guarded.url(request);
      int port = port(url, authority(url));
      return port > 0 ? (long) port : null;
    } else if (key.equals(HttpAttributes.HTTP_REQUEST_RESEND_COUNT)) {
      int count = Guarded.resendCount(request);
      return count > 0 ? (long) count : null;
    }
    return null;
  }

  @Override
  public void applyTo(Span span) {
    policy.applyMethod(span, names, method);
    String url = Guarded.url(request);
    if (url != null) {
      span.setAttribute(HttpAttributes.URL_FULL, policy.redactor().url(url));
    }
    Authority authority = authority(url);
    span.setAttribute(HttpAttributes.SERVER_ADDRESS, address(authority));
    int port = port(url, authority);
    if (port > 0) {
      span.setAttribute(HttpAttributes.SERVER_PORT, port);
    }
    span.setAttribute(HttpAttributes.URL_TEMPLATE, template);
    int resendCount = Guarded.resendCount(request);
    if (resendCount > 0) {
      span.setAttribute(HttpAttributes.HTTP_REQUEST_RESEND_COUNT, resendCount);
    }
  }

  private static @Nullable Authority authority(@Nullable String url) {
    int start = url == null ? -1 : Urls.authorityStart(url);
    return url == null || start < 0
        ? null
        : Authority.parse(url, start, Urls.authorityEnd(url, start));
  }

  private @Nullable String address(@Nullable Authority authority) {
    String host = Authority.host(Guarded.host(request));
    return host == null && authority != null ? authority.host() : host;
  }

  private int port(@Nullable String url, @Nullable Authority authority) {
    int port = Guarded.port(request);
    if (port > 0 || url == null) {
      return port;
    }
    int schemeEnd = Urls.schemeEnd(url);
    String scheme = schemeEnd < 0 ? null : url.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    return authority == null ? Authority.defaultPort(scheme) : authority.portOr(scheme);
  }
}
