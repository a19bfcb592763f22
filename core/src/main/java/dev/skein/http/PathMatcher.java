package dev.skein.http;

import java.util.List;

/** The paths that are left out: exact, or a prefix when there is an asterisk at the end. */
final class PathMatcher {
  private final String[] exact;
  private final String[] prefixes;

  PathMatcher(List<String> patterns) {
    exact = patterns.stream().filter(p -> !p.endsWith("*")).toArray(String[]::new);
    prefixes =
        patterns.stream()
            .filter(p -> p.endsWith("*"))
            .map(p -> p.substring(0, p.length() - 1))
            .toArray(String[]::new);
  }

  /** Whether the path of a request target is one of them; its query plays no part. */
  boolean matches(String target) {
    if (exact.length == 0 && prefixes.length == 0) {
      return false;
    }
    int start = Urls.pathStart(target);
    int end = Urls.pathEnd(target, start);
    for (String path : exact) {
      if (path.length() == end - start && target.startsWith(path, start)) {
        return true;
      }
    }
    for (String prefix : prefixes) {
      if (prefix.length() <= end - start && target.startsWith(prefix, start)) {
        return true;
      }
    }
    return false;
  }
}
