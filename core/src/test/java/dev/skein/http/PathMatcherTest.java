package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathMatcherTest {
  private static final String ALPHABET = "ab/";

  @Test
  void prefix_coversWhatLiesBetweenItAndThePath() {
    PathMatcher paths = new PathMatcher(List.of("/q/*", "/q/a", "/q/b/*", "/q", "/r*", "/r"));

    assertThat(List.of("/q", "/q/", "/q/a", "/q/ab", "/q/b/c", "/q/z", "/r", "/rs"))
        .allMatch(paths::matches);
    assertThat(List.of("", "/", "/p", "/qa", "/q-", "/s", "r")).noneMatch(paths::matches);
  }

  @Test
  void noPatterns_matchNothing() {
    assertThat(new PathMatcher(List.of()).matches("/")).isFalse();
  }

  /** The search finds what comparing with every pattern finds. */
  @Test
  void search_findsWhatComparingWithAllPatternsFinds() {
    Random random = new Random(20261122);
    for (int round = 0; round < 2_000; round++) {
      List<String> patterns = new ArrayList<>();
      for (int i = random.nextInt(8); i >= 0; i--) {
        patterns.add('/' + text(random) + (random.nextBoolean() ? "*" : ""));
      }
      PathMatcher paths = new PathMatcher(patterns);
      for (int i = 0; i < 30; i++) {
        String path = '/' + text(random);
        assertThat(paths.matches(path + "?x=/" + text(random)))
            .as("%s in %s", path, patterns)
            .isEqualTo(patterns.stream().anyMatch(pattern -> matches(pattern, path)));
      }
    }
  }

  private static boolean matches(String pattern, String path) {
    return pattern.endsWith("*")
        ? path.startsWith(pattern.substring(0, pattern.length() - 1))
        : path.equals(pattern);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
