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

  /** The name for a server's route, which starts with one slash and has no empty segments. */
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
    }
    return normal.toString();
  }
}
