package dev.skein.http;

import dev.skein.SkeinOptions;
import dev.skein.Span;
import org.jspecify.annotations.Nullable;

/** What the options say about HTTP spans, prepared for use on every request. Thread-safe. */
final class HttpPolicy {
  private static final int MAX_METHOD_LENGTH = 128;

  private final HttpMethods methods;
  private final Redactor redactor;
  private final PathMatcher excludedPaths;

  HttpPolicy(SkeinOptions options) {
    this.methods = new HttpMethods(options.knownMethods());
    this.redactor = new Redactor(options.redactedQueryParameters());
    this.excludedPaths = new PathMatcher(options.excludedPaths());
  }

  SpanNames names(@Nullable String method) {
    return methods.names(method);
  }

  Redactor redactor() {
    return redactor;
  }

  boolean excludes(String target) {
    return excludedPaths.matches(target);
  }

  /** The value of {@code http.request.method}. */
  String method(SpanNames names) {
    return methods.isOther(names) ? HttpMethods.OTHER : names.method();
  }

  /** The value of {@code http.request.method_original}; null when the method is a known one. */
  @Nullable String originalMethod(SpanNames names, @Nullable String method) {
    return !methods.isOther(names) || method == null || method.isEmpty()
        ? null
        : start(method, MAX_METHOD_LENGTH);
  }

  void applyMethod(Span span, SpanNames names, @Nullable String method) {
    span.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, method(names));
    span.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL, originalMethod(names, method));
  }

  /** The first chars of a text, never ending in half a surrogate pair. */
  static String start(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(maxLength - 1));
    return text.substring(0, half ? maxLength - 1 : maxLength);
  }
}
