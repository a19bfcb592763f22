package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackTracesTest {
  @Test
  void render_namesCauses() {
    String text =
        StackTraces.render(new IllegalStateException("outer", new RuntimeException("inner")));

    assertThat(text)
        .startsWith("java.lang.IllegalStateException: outer\n\tat dev.skein.StackTracesTest")
        .containsPattern("Caused by: java.lang.RuntimeException: inner\n\t\\.\\.\\. \\d+ more\n");
  }

  @Test
  void render_cyclicCause_ends() {
    RuntimeException first = new RuntimeException("first");
    first.initCause(new RuntimeException("second", first));

    assertThat(StackTraces.render(first)).contains("(circular) java.lang.RuntimeException");
  }

  @Test
  void render_causes100000Deep_isBounded() {
    Throwable deep = new RuntimeException("bottom");
    for (int i = 0; i < 100_000; i++) {
      deep = new RuntimeException("level " + i, deep);
    }

    assertThat(StackTraces.render(deep)).hasSizeLessThanOrEqualTo(StackTraces.MAX_LENGTH);
  }

  @Test
  void render_hugeMessage_isCut() {
    assertThat(StackTraces.render(new RuntimeException("x".repeat(1_000_000))))
        .hasSizeLessThanOrEqualTo(StackTraces.MAX_LENGTH)
        .contains("\tat ");
  }
}
