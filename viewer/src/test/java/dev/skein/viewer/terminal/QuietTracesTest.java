package dev.skein.viewer.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuietTracesTest {
  /** Where the clock begins is anybody's choice; it may be about to overflow. */
  private static final long START = Long.MAX_VALUE - 5;

  private final QuietTraces quiet = new QuietTraces();

  @Test
  void trace_isTakenOnce_whenItHasBeenQuiet() {
    quiet.changed("a", START, 10);

    assertThat(quiet.take(START + 9)).isNull();
    assertThat(quiet.take(START + 10)).isEqualTo("a");
    assertThat(quiet.take(START + 10)).isNull();
  }

  @Test
  void traceThatGetsSpans_isWaitedForAnew() {
    quiet.changed("a", START, 10);
    quiet.changed("a", START + 5, 10);

    assertThat(quiet.take(START + 10)).isNull();
    assertThat(quiet.take(START + 15)).isEqualTo("a");
  }

  @Test
  void traces_comeInTheOrderInWhichTheyBecameQuiet() {
    quiet.changed("slow", START, 30);
    quiet.changed("fast", START + 1, 10);

    assertThat(quiet.take(START + 100)).isEqualTo("fast");
    assertThat(quiet.take(START + 100)).isEqualTo("slow");
  }

  @Test
  void nextQuietTrace_isKnownBefore() {
    long whenEmpty = quiet.nanosToNext(START);
    quiet.changed("a", START, 30);
    quiet.changed("b", START, 10);

    assertThat(quiet.nanosToNext(START + 4)).isEqualTo(6).isLessThan(whenEmpty);
    assertThat(quiet.nanosToNext(START + 40)).isZero();
  }

  @Test
  void tracesThatNobodyCanRead_areForgotten_thoseThatChangedLongestAgoFirst() {
    quiet.changed("first", START, 10);
    quiet.changed("second", START, 10);
    quiet.changed("first", START, 10);
    for (int i = 0; i < QuietTraces.LIMIT - 1; i++) {
      quiet.changed("trace " + i, START, 20);
    }

    assertThat(quiet.take(START + 10)).isEqualTo("first");
    assertThat(quiet.take(START + 10)).isNull();
  }
}
