package dev.skein.http;

import dev.skein.internal.Nullable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The name of the spans of one method, or of one method and one template. Each is made once:
 * templates are few, requests are many. Thread-safe. Should an adapter pass paths for templates,
 * the memory stays bounded.
 */
final class SpanName {
  private static final int MAX_CACHED = 512;
  private static final int MAX_CACHED_LENGTH = 512;

  private final String method;
  private final String text;
  private final @Nullable String template;
  private final ConcurrentHashMap<String, SpanName> known;

  /**
   * A name without a template.
   *
   * @param method the value of {@code http.request.method}
   * @param text the method itself, or what stands for all unknown ones
   */
  SpanName(String method, String text) {
    this(method, text, null, new ConcurrentHashMap<>());
  }

  private SpanName(
      String method,
      String text,
      @Nullable String template,
      ConcurrentHashMap<String, SpanName> known) {
    this.method = method;
    this.text = text;
    this.template = template;
    this.known = known;
  }

  /** The value of {@code http.request.method}. */
  String method() {
    return method;
  }

  /** The name as it stands on the span. */
  String text() {
    return text;
  }

  /** The template in its normal form; null when the name has none. */
  @Nullable
  String template() {
    return template;
  }

  /**
   * This method's name with a server's route, which starts with one slash, has no empty segments,
   * and of a variable in braces the name only.
   */
  SpanName withRoute(String route) {
    // A string keeps its hash, and a route is mostly the same string: no need to remember the last.
    SpanName named = known.get(route);
    return named == null ? add(route, normalRoute(route)) : named;
  }

  /** This method's name with a client's URL template. */
  SpanName withTemplate(String template) {
    SpanName named = known.get(template);
    return named == null ? add(template, template) : named;
  }

  private SpanName add(String key, String template) {
    String name = text.concat(" ").concat(template);
    SpanName named = new SpanName(method, name, template, known);
    if (key.length() <= MAX_CACHED_LENGTH && known.mappingCount() < MAX_CACHED) {
      known.put(key, named);
    }
    return named;
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
