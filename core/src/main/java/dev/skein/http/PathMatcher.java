package dev.skein.http;

import dev.skein.internal.HeaderText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The paths that are left out: exact, or a prefix when there is an asterisk at the end.
 * Thread-safe.
 *
 * <p>They are sorted, without those that a prefix among them covers already. Of all texts only the
 * greatest that is not greater than a path can then be the path or its prefix, and a binary search
 * finds that one.
 */
final class PathMatcher {
  private final String[] texts;
  private final boolean[] prefixes;
  private final int count;

  PathMatcher(List<String> patterns) {
    Map<String, Boolean> sorted = new TreeMap<>();
    for (String pattern : patterns) {
      boolean prefix = pattern.endsWith("*");
      String text = prefix ? pattern.substring(0, pattern.length() - 1) : pattern;
      if (prefix || !sorted.containsKey(text)) {
        sorted.put(text, prefix);
      }
    }
    texts = new String[sorted.size()];
    prefixes = new boolean[sorted.size()];
    int kept = 0;
    for (Map.Entry<String, Boolean> pattern : sorted.entrySet()) {
      String text = pattern.getKey();
      if (kept == 0 || !prefixes[kept - 1] || !text.startsWith(texts[kept - 1])) {
        texts[kept] = text;
        prefixes[kept++] = pattern.getValue();
      }
    }
    count = kept;
  }

  /** Whether the path of a request target is one of them; its query plays no part. */
  boolean matches(String target) {
    if (count == 0) {
      return false;
    }
    int start = pathStart(target);
    int end = pathEnd(target, start);
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(texts[middle], target, start, end);
      if (order == 0) {
        return true;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high >= 0
        && prefixes[high]
        && texts[high].length() < end - start
        && target.startsWith(texts[high], start);
  }

  private static int compare(String text, String target, int start, int end) {
    int common = Math.min(text.length(), end - start);
    for (int i = 0; i < common; i++) {
      int order = text.charAt(i) - target.charAt(start + i);
      if (order != 0) {
        return order;
      }
    }
    return text.length() - (end - start);
  }

  /**
   * Where the path of a request target starts. A target that starts with a slash is a path even if
   * it starts with two; one with a scheme is a URL (RFC 9112, 3.2.2); anything else is taken for a
   * path.
   */
  static int pathStart(String target) {
    if (target.startsWith("/")) {
      return 0;
    }
    int schemeEnd = Authority.schemeEnd(target);
    return schemeEnd < 0 ? 0 : Authority.end(target, schemeEnd + 3);
  }

  /** Where the path ends: at the query, the fragment, or the end of the target. */
  static int pathEnd(String target, int pathStart) {
    int query = target.indexOf('?', pathStart);
    int end = query < 0 ? target.length() : query;
    return HeaderText.indexOf(target, '#', pathStart, end);
  }
}
