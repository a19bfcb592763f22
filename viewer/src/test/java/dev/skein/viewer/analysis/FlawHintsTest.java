package dev.skein.viewer.analysis;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import org.junit.jupiter.api.Test;

/** What is said of errors, missing spans and clocks. */
class FlawHintsTest extends HintFixture {
  @Test
  void error_isTracedToTheDeepestFailedSpan() {
    add(span(1, 0, "buy").millis(0, 100).failed(""));
    add(call(2, "POST", 10, 90).failed(""));
    add(
        span(3, 2, "authorize")
            .in("payment")
            .kind(SpanKind.SERVER)
            .millis(20, 80)
            .threw("com.example.CardException", "declined"));

    Hint hint = only(Hint.Kind.ERRORS);
    assertThat(hint.title()).isEqualTo("The error began in payment's \"authorize\"");
    assertThat(hint.detail())
        .isEqualTo(
            "com.example.CardException: declined. It failed 2 spans above it, up to the root.");
    assertThat(hint.spans()).containsExactly(2);
  }

  @Test
  void errorThatWasHandled_saysByWhom() {
    add(span(1, 0, "buy").millis(0, 100));
    add(
        call(2, "GET", 10, 20)
            .failed("no route.")
            .attribute("server.address", "stock")
            .attribute("server.port", 80L));
    add(call(3, "SELECT", 30, 40).failed(""));

    assertThat(only(Hint.Kind.ERRORS).detail())
        .isEqualTo(
            "no route. It called stock:80, which has sent no span. shop's \"buy\" went on in spite of"
                + " it. Another span failed by itself.");
  }

  @Test
  void errorThatWasAnswered_failedWhoAskedAsWell() {
    add(span(1, 0, "buy").in("shopper").millis(0, 100).failed(""));
    add(span(2, 1, "POST").in("shopper").kind(SpanKind.CLIENT).millis(10, 90).failed(""));
    add(span(3, 2, "POST /purchases").in("shop").kind(SpanKind.SERVER).millis(20, 80));
    add(
        span(4, 3, "GET")
            .in("shop")
            .kind(SpanKind.CLIENT)
            .millis(30, 70)
            .attribute("error.type", "404")
            .attribute("http.response.status_code", 404L)
            .failed(""));
    add(span(5, 4, "GET /items").in("stock").kind(SpanKind.SERVER).millis(40, 60));

    Hint hint = only(Hint.Kind.ERRORS);
    assertThat(hint.title()).isEqualTo("The error began in shop's \"GET\"");
    assertThat(hint.detail())
        .as("servers that answer 4xx have not failed")
        .isEqualTo(
            "HTTP status 404. So answered stock. It failed 2 spans above it, up to the root.");
  }

  @Test
  void errorThatReachedTheRoot_comesBeforeOneThatWasHandled() {
    add(span(1, 0, "buy").millis(0, 100).failed(""));
    add(span(2, 1, "try").millis(10, 30));
    add(span(3, 2, "handled").millis(11, 20).failed(""));
    add(span(4, 1, "fatal").millis(40, 50).failed(""));

    assertThat(only(Hint.Kind.ERRORS).spans()).containsExactly(3, 2);
  }

  @Test
  void missingParents_areSaid() {
    add(span(1, 0, "root").millis(0, 10));
    add(span(2, 77, "a").millis(1, 2));
    add(span(3, 78, "b").millis(3, 4));

    Hint hint = only(Hint.Kind.INCOMPLETE);
    assertThat(hint.title()).isEqualTo("Part of the trace is missing");
    assertThat(hint.detail())
        .startsWith("2 spans name parents that are not here, the first is shop's \"a\".");
    assertThat(hint.spans()).containsExactly(1, 2);
  }

  @Test
  void missingRoot_isSaid() {
    add(span(2, 77, "a").millis(1, 2));

    assertThat(only(Hint.Kind.INCOMPLETE).title()).isEqualTo("The root of the trace is missing");
  }

  @Test
  void clocksThatDiffer_areSaidOncePerService() {
    Hint hint =
        only(
            Hint.Kind.CLOCK_SKEW,
            hints(
                """
                root @shop              |      ##############|
                  one CLIENT @shop      |      ####          |
                    first SERVER @slow  | ##                 |
                      within @slow      | #                  |
                  two CLIENT @shop      |           ####     |
                    second SERVER @fast |                  ##|
                """));

    assertThat(hint.detail())
        .endsWith(
            "moved are slow by 6.0 ms (its clock is slow), fast by 6.0 ms (its clock is fast).");
    assertThat(hint.spans()).containsExactly(2, 5);
  }

  @Test
  void clocksThatDifferByLittle_areNotWorthARemark() {
    add(span(1, 0, "root").millis(0, 100));
    add(span(2, 1, "ask").kind(SpanKind.CLIENT).millis(10, 20));
    add(span(3, 2, "answer").kind(SpanKind.SERVER).in("b").millis(9, 16));
    assertThat(TraceAnalysis.of(spans).nodes().get(2).skewNanos()).isEqualTo(2_500_000);
    assertThat(of(Hint.Kind.CLOCK_SKEW, hints())).as("3 % of the trace").isEmpty();

    spans.clear();
    add(span(2, 0, "ask").kind(SpanKind.CLIENT).nanos(500_000, 2_000_000));
    add(span(3, 2, "answer").kind(SpanKind.SERVER).in("b").nanos(400_000, 1_000_000));
    assertThat(TraceAnalysis.of(spans).nodes().get(1).skewNanos()).isEqualTo(550_000);
    assertThat(of(Hint.Kind.CLOCK_SKEW, hints())).as("half a millisecond").isEmpty();
  }
}
