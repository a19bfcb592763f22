package dev.skein.viewer.analysis;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceSummaryTest {
  private static final long NOW = 1_790_000_000_000L;

  private static TraceSummary summary(TestSpan... spans) {
    List<SpanData> built = new ArrayList<>();
    for (TestSpan span : spans) {
      built.add(span.build());
    }
    return TraceSummary.of(TestStore.view(built));
  }

  @Test
  void summary_isThatOfTheRoot() {
    TraceSummary summary =
        summary(
            span(3, 2, "charge").in("payment").millis(NOW + 20, NOW + 80).failed(""),
            span(1, 0, "buy").in("shop").millis(NOW, NOW + 100),
            span(2, 1, "POST").in("shop").kind(SpanKind.CLIENT).millis(NOW + 10, NOW + 130));

    assertThat(summary)
        .isEqualTo(
            new TraceSummary(
                TestSpan.TRACE_ID,
                "buy",
                "shop",
                NOW * TestSpan.MILLI,
                130 * TestSpan.MILLI,
                3,
                1,
                List.of(
                    new TraceSummary.ServiceCount("shop", 2, 0),
                    new TraceSummary.ServiceCount("payment", 1, 1)),
                false));
  }

  @Test
  void missingParent_isIncomplete() {
    TraceSummary summary =
        summary(span(1, 0, "buy").millis(NOW, NOW + 100), span(2, 77, "x").millis(NOW, NOW + 1));

    assertThat(summary.incomplete()).isTrue();
    assertThat(summary.name()).isEqualTo("buy");
  }

  @Test
  void missingRoot_isIncomplete_theEarliestSpanStandsForIt() {
    TraceSummary summary =
        summary(
            span(3, 2, "later").in("b").millis(NOW + 5, NOW + 9),
            span(2, 77, "early").in("a").millis(NOW + 1, NOW + 10));

    assertThat(summary.incomplete()).isTrue();
    assertThat(summary.name()).isEqualTo("early");
    assertThat(summary.service()).isEqualTo("a");
  }

  @Test
  void ofSeveralRoots_theEarliestCounts() {
    TraceSummary summary =
        summary(
            span(1, 0, "second").millis(NOW + 5, NOW + 9),
            span(2, 0, "first").millis(NOW + 1, NOW + 10));

    assertThat(summary.name()).isEqualTo("first");
    assertThat(summary.incomplete()).isFalse();
  }

  @Test
  void sharedRoot_isTheClient() {
    TraceSummary summary =
        summary(
            span(1, 0, "handle").in("b").kind(SpanKind.SERVER).millis(NOW - 5, NOW + 3),
            span(1, 0, "ask").in("a").kind(SpanKind.CLIENT).millis(NOW, NOW + 10));

    assertThat(summary.name()).isEqualTo("ask");
    assertThat(summary.incomplete()).isFalse();
  }

  @Test
  void spanThatIsItsOwnParent_isNoRoot() {
    TraceSummary summary = summary(span(1, 1, "self").millis(NOW, NOW + 3));

    assertThat(summary.incomplete()).isTrue();
    assertThat(summary.name()).isEqualTo("self");
  }

  @Test
  void startThatWasNeverSet_doesNotCount() {
    TraceSummary summary =
        summary(span(1, 0, "root").millis(NOW, NOW + 10), span(2, 1, "unset").nanos(0, 0));

    assertThat(summary.startEpochNanos()).isEqualTo(NOW * TestSpan.MILLI);
    assertThat(summary.durationNanos()).isEqualTo(10 * TestSpan.MILLI);
  }

  @Test
  void clocksThatBeginAtZero_areTaken() {
    TraceSummary summary = summary(span(1, 0, "root").millis(0, 10), span(2, 1, "a").millis(2, 3));

    assertThat(summary.startEpochNanos()).isZero();
    assertThat(summary.durationNanos()).isEqualTo(10 * TestSpan.MILLI);
  }

  @Test
  void manySpansOfOneTrace_areSummedUp() {
    List<SpanData> spans = new ArrayList<>();
    for (int i = 1; i <= 5_000; i++) {
      spans.add(span(i, i / 2, "s").in("service" + i % 3).millis(NOW + i, NOW + i + 1).build());
    }
    TraceSummary summary = TraceSummary.of(TestStore.view(spans));

    assertThat(summary.spanCount()).isEqualTo(5_000);
    assertThat(summary.incomplete()).isFalse();
    assertThat(summary.services()).hasSize(3);
  }
}
