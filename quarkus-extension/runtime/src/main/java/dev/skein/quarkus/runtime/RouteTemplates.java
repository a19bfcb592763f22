package dev.skein.quarkus.runtime;

/** Path templates of Jakarta REST, as routes. */
final class RouteTemplates {
  private RouteTemplates() {}

  /**
   * Joins the paths of an application, a class and a method: {@code /shop}, {@code items} and
   * {@code {id: \d+}/} become {@code /shop/items/{id}}. A slash stands between any two of them and
   * none at the end, and variables lose their patterns.
   */
  static String join(String... paths) {
    StringBuilder route = new StringBuilder();
    for (String path : paths) {
      if (!path.startsWith("/")) {
        route.append('/');
      }
      appendWithoutPatterns(path, route);
      while (!route.isEmpty() && route.charAt(route.length() - 1) == '/') {
        route.setLength(route.length() - 1);
      }
    }
    return route.isEmpty() ? "/" : route.toString();
  }

  /** Copies a template; of a variable only its name, which ends at a colon or the brace. */
  private static void appendWithoutPatterns(String template, StringBuilder out) {
    int depth = 0;
    boolean pattern = false;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      }
      pattern = depth > 0 && (pattern || c == ':');
      boolean blank = depth > 0 && Character.isWhitespace(c);
      if (!pattern && !blank) {
        out.append(c);
      }
    }
  }
}
