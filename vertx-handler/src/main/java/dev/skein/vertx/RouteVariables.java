package dev.skein.vertx;

/**
 * The variables of a route's template, as {@code http.route} has them in every framework: {@code
 * /items/:id} becomes {@code /items/{id}}.
 */
final class RouteVariables {
  private RouteVariables() {}

  static String inBraces(String template) {
    int colon = template.indexOf(':');
    if (colon < 0) {
      return template;
    }
    StringBuilder braces = new StringBuilder(template.length() + 4);
    int copied = 0;
    while (colon >= 0) {
      int end = endOfName(template, colon + 1);
      if (end > colon + 1 && !isOfARegularExpression(template, colon)) {
        braces.append(template, copied, colon).append('{');
        braces.append(template, colon + 1, end).append('}');
        copied = end;
      }
      colon = template.indexOf(':', end);
    }
    return braces.append(template, copied, template.length()).toString();
  }

  /** Whether a colon is the one of {@code (?:}. */
  private static boolean isOfARegularExpression(String template, int colon) {
    return colon > 0 && template.charAt(colon - 1) == '?';
  }

  private static int endOfName(String template, int from) {
    int end = from;
    while (end < template.length() && isPartOfAName(template.charAt(end), end == from)) {
      end++;
    }
    return end;
  }

  private static boolean isPartOfAName(char c, boolean first) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return letter || (!first && c >= '0' && c <= '9');
  }
}
