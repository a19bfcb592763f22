package dev.skein.http;

import dev.skein.internal.Nullable;
import java.util.List;

/**
 * Hosts by name: {@code *}, {@code shop.example}, or {@code *.shop.example} for all that is below
 * that name, itself not included. Without regard to case; ports play no part. Immutable.
 */
final class HostPatterns {
  private final String[] patterns;
  private final boolean everything;

  HostPatterns(List<String> patterns) {
    this.patterns = patterns.toArray(new String[0]);
    this.everything = patterns.contains("*");
    for (int i = 0; i < this.patterns.length; i++) {
      String host = Authority.host(this.patterns[i]); // an IPv6 address without its brackets
      this.patterns[i] = host == null ? this.patterns[i] : host;
    }
  }

  /** Whether the host that a request goes to is one of them; one that is not known is not. */
  boolean matches(ClientAttributes request) {
    try {
      return everything || matches(request.host());
    } catch (Throwable e) {
      HttpSpan.report(ClientAttributes.WHAT, e);
      return false;
    }
  }

  boolean matches(@Nullable String host) {
    if (everything || host == null) {
      return everything;
    }
    int length = host.endsWith(".") ? host.length() - 1 : host.length(); // the root of all names
    for (String pattern : patterns) {
      boolean below = pattern.startsWith("*.");
      int from = below ? 1 : 0;
      int rest = length - (pattern.length() - from);
      if ((below ? rest > 0 : rest == 0)
          && host.regionMatches(true, rest, pattern, from, pattern.length() - from)) {
        return true;
      }
    }
    return false;
  }
}
