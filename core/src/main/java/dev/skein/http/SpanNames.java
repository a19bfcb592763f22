package dev.skein.http;

import java.util.concurrent.ConcurrentHashMap;

/**
 * The span names of one method, one per template, made once: templates are few, requests are many.
 * Thread-safe. Should an adapter pass paths for templates, the memory stays bounded.
 */
final class SpanNames {
  /**
   * A template and the name of a span that has it.
   *
   * @param template in its normal form
   */
  record Named(String template, String spanName) {}

  private static final int MAX_CACHED = 512;
  private static final int MAX_CACHED_LENGTH = 512;

  private final String method;
  private final ConcurrentHashMap<String, Named> routes = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Named> templates = new ConcurrentHashMap<>();

  SpanNames(String method) {
    this.method = method;
  }

  /** The method itself, or {@code HTTP} for an unknown one: the name without a template. */
  String method() {
    return method;
  }

  /**
   * The name for a server's route, which starts with one slash, has no empty segments, and of a
   * variable in braces the name only.
   */
  Named route(String route) {
    Named named = routes.get(route);
    if (named == null) {
      named = named(normalRoute(route));
      cache(routes, route, named);
    }
    return named;
  }

  /** The name for a client's URL template. */
  Named template(String template) {
    Named named = templates.get(template);
    if (named == null) {
      named = named(template);
      cache(templates, template, named);
    }
    return named;
  }

  private Named named(String template) {
    return new Named(template, method + " " + template);
  }

  private static void cache(ConcurrentHashMap<String, Named> cache, String key, Named named) {
    if (key.length() <= MAX_CACHED_LENGTH && cache.mappingCount() < MAX_CACHED) {
      cache.put(key, named);
    }
  }

  private static String normalRoute(String route) {
    StringBuilder normal = new StringBuilder(route.length() + 1).append('/');
    for (int i = 0; i < route.length(); i++) {
      char c = route.charAt(i);
      if (c != '/' || normal.charAt(normal.length() - 1) != '/') {
        normal.append(c);
      }
      if (c == '{') {
        int colon = endOfName(route, i + 1);
        int brace = colon < 0 ? -1 : closingBrace(route, colon);
        if (brace >= 0) {
          normal.append(route, i + 1, colon);
          i = brace - 1;
        }
      }
    }
    return normal.toString();
  }

  /** Where the name of a variable ends and its pattern begins; -1 when it has none. */
  private static int endOfName(String route, int from) {
    int i = from;
    while (i < route.length() && "{}/:".indexOf(route.charAt(i)) < 0) {
      i++;
    }
    return i > from && i < route.length() && route.charAt(i) == ':' ? i : -1;
  }

  /** The brace that closes a variable whose pattern may have braces, too; -1 when there is none. */
  private static int closingBrace(String route, int from) {
    int depth = 1;
    for (int i = from; i < route.length(); i++) {
      char c = route.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
