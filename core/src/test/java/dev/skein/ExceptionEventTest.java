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

  @Test
  void secretsInMessages_areRedacted() {
    Exception cause = new IllegalStateException("password=geheim");
    Exception exception =
        new IllegalArgumentException("no route to postgres://ann:geheim@db/shop", cause);

    Attributes event = ExceptionEvent.of(exception, null, 4_096);

    assertThat(event.get(AttributeKey.stringKey("exception.message")))
        .isEqualTo("no route to postgres://REDACTED:REDACTED@db/shop");
    assertThat(event.get(AttributeKey.stringKey("exception.stacktrace")))
        .contains(
            "IllegalArgumentException: no route to postgres://REDACTED:REDACTED@db/shop\n",
            "Caused by: java.lang.IllegalStateException: password=REDACTED\n")
        .doesNotContain("geheim");
  }

  @Test
  void secretThatALimitCuts_isNotShown() {
    String message = "x".repeat(80) + "postgres://ann:geheimgeheim@db/shop";
    for (int limit = 0; limit <= message.length(); limit++) {
      Attributes event = ExceptionEvent.of(new IllegalStateException(message), null, limit);

      assertThat(event.get(AttributeKey.stringKey("exception.message")))
          .hasSizeLessThanOrEqualTo(limit)
          .doesNotContain("ge");
    }
  }
}
