package dev.skein.http;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Request targets, versions and routes. */
public final class TargetFuzz {
  private static final List<String> PATTERNS =
      List.of("/health", "/q/*", "/q/metrics", "/a*", "/static/*", "*.css", "/");
  private static final PathMatcher MATCHER = new PathMatcher(PATTERNS);
  private static final Pattern TARGET =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.\\-]{0,30}://[^/?#\\\\]*)?([^?#]*)(.*)", Pattern.DOTALL);

  private TargetFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String text = Input.text(data);
    Matcher parts = TARGET.matcher(text);
    Check.that(parts.matches(), "every text is a target", text);
    String path = parts.group(2);
    int start = PathMatcher.pathStart(text);
    Check.same(text.substring(start, PathMatcher.pathEnd(text, start)), path, "the path");
    Check.same(MATCHER.matches(text), isExcluded(path), "whether the path is left out");
    Check.allocates(0, () -> MATCHER.matches(text));

    String version = HttpPolicy.version(text);
    Check.that(
        version == null || version.matches("[0-9.]{1,16}"), "a version is a number", version);
    route(text);
  }

  private static boolean isExcluded(String path) {
    for (String pattern : PATTERNS) {
      boolean prefix = pattern.endsWith("*");
      String text = prefix ? pattern.substring(0, pattern.length() - 1) : pattern;
      if (prefix ? path.startsWith(text) : path.equals(text)) {
        return true;
      }
    }
    return false;
  }

  private static void route(String text) {
    SpanName named = new SpanName("GET", "GET").withRoute(text);
    String route = named.template();
    Check.same(named.text(), "GET " + route, "the name");
    Check.that(route.startsWith("/") && !route.contains("//"), "a route has segments", route);
    Check.that(route.length() <= text.length() + 1, "a route is not longer", route);
    Check.allocates(16L * text.length() + 2_048, () -> new SpanName("GET", "GET").withRoute(text));
  }
}
