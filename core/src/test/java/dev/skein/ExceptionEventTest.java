package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExceptionEventTest {
  @Test
  void render_namesCauses() {
    String text =
        ExceptionEvent.stackTrace(
            new IllegalStateException("outer", new RuntimeException("inner")));

    assertThat(text)
        .startsWith("java.lang.IllegalStateException: outer\n\tat dev.skein.ExceptionEventTest")
        .containsPattern("Caused by: java.lang.RuntimeException: inner\n\t\\.\\.\\. \\d+ more\n");
  }

  @Test
  void render_cyclicCause_ends() {
    RuntimeException first = new RuntimeException("first");
    first.initCause(new RuntimeException("second", first));

    assertThat(ExceptionEvent.stackTrace(first)).contains("(circular) java.lang.RuntimeException");
  }

  @Test
  void render_causes100000Deep_isBounded() {
    Throwable deep = new RuntimeException("bottom");
    for (int i = 0; i < 100_000; i++) {
      deep = new RuntimeException("level " + i, deep);
    }

    assertThat(ExceptionEvent.stackTrace(deep))
        .hasSizeLessThanOrEqualTo(ExceptionEvent.MAX_STACK_TRACE);
  }

  @Test
  void render_hugeMessage_isCut() {
    assertThat(ExceptionEvent.stackTrace(new RuntimeException("x".repeat(1_000_000))))
        .hasSizeLessThanOrEqualTo(ExceptionEvent.MAX_STACK_TRACE)
        .contains("\tat ");
  }
}
