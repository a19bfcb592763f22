package dev.skein.http;

import dev.skein.SkeinOptions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the options say about HTTP spans, prepared for use on every request. Thread-safe.
 *
 * <p>The methods of the options are recorded by name, case-sensitive; every other one is {@code
 * _OTHER}, so that a client cannot make up span names.
 */
final class HttpPolicy {
  private static final int MAX_METHOD_LENGTH = 128;
  private static final int CACHED_AUTHORITIES = 16;

  private final Map<String, SpanName> methods = new HashMap<>();
  private final SpanName other = new SpanName("_OTHER", "HTTP");
  private final Redactor redactor;
  private final PathMatcher excludedPaths;

  /** What was read last, by a few chars of it. Racy: they are immutable, and any one will do. */
  private final @Nullable Authority[] authorities = new Authority[CACHED_AUTHORITIES];

  HttpPolicy(SkeinOptions options) {
    for (String method : options.knownMethods()) {
      methods.put(method, new SpanName(method, method));
    }
    this.redactor = new Redactor(options.redactedQueryParameters());
    this.excludedPaths = new PathMatcher(options.excludedPaths());
  }

  /** The span name of a method. */
  SpanName name(@Nullable String method) {
    SpanName known = methods.get(method);
    return known == null ? other : known;
  }

  /** Whether this is the name of all methods that are not known. */
  boolean isOther(SpanName name) {
    return name.method().equals(other.method());
  }

  Redactor redactor() {
    return redactor;
  }

  boolean excludes(String target) {
    return excludedPaths.matches(target);
  }

  /** The value of {@code http.request.method_original} for a method that is not known. */
  static @Nullable String originalMethod(@Nullable String method) {
    return method == null || method.isEmpty() ? null : start(method, MAX_METHOD_LENGTH);
  }

  /** {@link Authority#parse}, which most requests need not do: they name the same few hosts. */
  @Nullable Authority authority(String text, int from, int to) {
    if (from >= to) {
      return null;
    }
    int hash = (to - from) * 31 + text.charAt(to - 1) + text.charAt((from + to) >>> 1);
    int slot = hash & (CACHED_AUTHORITIES - 1);
    Authority known = authorities[slot];
    if (known != null && known.isReadFrom(text, from, to)) {
      return known;
    }
    Authority parsed = Authority.parse(text, from, to);
    if (parsed != null && parsed.isShort()) {
      authorities[slot] = parsed;
    }
    return parsed;
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
