package dev.skein.http;

import dev.skein.SkeinOptions;
import dev.skein.internal.Nullable;
import dev.skein.internal.Strings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the options say about HTTP spans, prepared for use on every request. Thread-safe.
 *
 * <p>The methods of the options are recorded by name, case-sensitive; every other one is {@code
 * _OTHER}, so that a client cannot make up span names.
 */
final class HttpPolicy {
  private static final int MAX_METHOD_LENGTH = 128;
  private static final int MAX_VERSION_LENGTH = 16;
  private static final String PRIOR_KNOWLEDGE = "_prior_knowledge";
  private static final int CACHED_AUTHORITIES = 16;

  private final Map<String, SpanName> methods = new HashMap<>();
  private final SpanName other = new SpanName("_OTHER", "HTTP");
  private final Redactor redactor;
  private final PathMatcher excludedPaths;
  private final CapturedHeaders requestHeaders;

  /** What was read last, by a few chars of it. Racy: they are immutable, and any one will do. */
  private final @Nullable Authority[] authorities = new Authority[CACHED_AUTHORITIES];

  /**
   * A policy for servers or for clients.
   *
   * @param capturedRequestHeaders by their names in lower case
   */
  HttpPolicy(SkeinOptions options, List<String> capturedRequestHeaders) {
    for (String method : options.knownMethods()) {
      methods.put(method, new SpanName(method, method));
    }
    this.redactor = new Redactor(options.redactedQueryParameters());
    this.excludedPaths = new PathMatcher(options.excludedPaths());
    this.requestHeaders = CapturedHeaders.ofRequests(capturedRequestHeaders);
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

  CapturedHeaders requestHeaders() {
    return requestHeaders;
  }

  boolean excludes(String target) {
    return excludedPaths.matches(target);
  }

  /** The value of {@code http.request.method_original} for a method that is not known. */
  static @Nullable String originalMethod(@Nullable String method) {
    return method == null || method.isEmpty() ? null : Strings.truncate(method, MAX_METHOD_LENGTH);
  }

  /** {@link Authority#parse}, which most requests need not do: they name the same few hosts. */
  @Nullable
  Authority authority(String text, int from, int to) {
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

  /**
   * {@code 1.0}, {@code 1.1}, {@code 2}, {@code 3}, for whatever a framework calls them: {@code
   * HTTP/1.1}, {@code HTTP_1_1}, {@code h2c}. A version of the future is its number.
   *
   * @return null when the text names no version
   */
  static @Nullable String version(@Nullable String version) {
    if (version == null) {
      return null;
    } else if (version.equals("http/1.1") || version.equals("HTTP/1.1")) {
      return "1.1"; // most requests, and not worth ten looks at a char
    }
    int start = 0;
    int length = version.length();
    if (length > 0 && (version.charAt(0) == 'h' || version.charAt(0) == 'H')) {
      while (start < length && isPrefix(version.charAt(start))) {
        start++;
      }
    }
    char major = start < length ? version.charAt(start) : ' ';
    char minor = minor(version, start + 1, length);
    if (major == '1' && minor == '1') {
      return "1.1";
    } else if (major == '1' && minor == '0') {
      return "1.0";
    } else if (major == '2' && (minor == '0' || minor == ' ')) {
      return "2";
    } else if (major == '3' && (minor == '0' || minor == ' ')) {
      return "3";
    }
    return versionNumber(version, start);
  }

  private static boolean isPrefix(char c) {
    return c >= 'A' || c == '/';
  }

  /** The digit behind a point, a blank when there is nothing that matters, else something else. */
  private static char minor(String version, int from, int length) {
    int rest = length - from;
    if (rest <= 0
        || (rest == 1 && version.charAt(from) == 'c')
        || (rest == PRIOR_KNOWLEDGE.length()
            && version.regionMatches(true, from, PRIOR_KNOWLEDGE, 0, rest))) {
      return ' ';
    }
    char point = version.charAt(from);
    return rest == 2 && (point == '.' || point == '_') ? version.charAt(from + 1) : '?';
  }

  private static @Nullable String versionNumber(String version, int start) {
    for (int i = start; i < version.length(); i++) {
      char c = version.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return null;
      }
    }
    return start == version.length() || start + MAX_VERSION_LENGTH < version.length()
        ? null
        : version.substring(start);
  }
}
