package dev.skein.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TraceTest {
  private static final SpanData BUY = Spans.span("buy", 1, 0).at(0, 100).in("shopper").build();
  private static final SpanData POST =
      Spans.span("POST", 2, 1).at(10, 90).in("shopper").kind(SpanKind.CLIENT).build();
  private static final SpanData ORDERS =
      Spans.span("POST /orders", 3, 2).at(20, 80).in("storefront").kind(SpanKind.SERVER).build();
  private static final SpanData CHARGE = Spans.span("charge", 4, 3).at(50, 60).build();
  private static final SpanData RESERVE = Spans.span("reserve", 5, 3).at(30, 40).build();

  @Test
  void spans_arrivedInTheOrderOfTheirEnds_areInTheOrderOfTheirStarts() {
    assertThat(trace(RESERVE, CHARGE, ORDERS, POST, BUY).spans())
        .containsExactly(BUY, POST, ORDERS, RESERVE, CHARGE);
  }

  @Test
  void tree_ofServices_isNavigable() {
    Trace trace = trace(CHARGE, RESERVE, ORDERS, POST, BUY);

    assertThat(trace.isComplete()).isTrue();
    assertThat(trace.root()).isSameAs(BUY);
    assertThat(trace.children(BUY)).containsExactly(POST);
    assertThat(trace.children(ORDERS)).containsExactly(RESERVE, CHARGE);
    assertThat(trace.children(CHARGE)).isEmpty();
    assertThat(trace.parent(CHARGE)).containsSame(ORDERS);
    assertThat(trace.parent(BUY)).isEmpty();
    assertThat(trace.find("POST /orders")).isSameAs(ORDERS);
    assertThat(trace.find("POST", SpanKind.CLIENT)).isSameAs(POST);
    assertThat(trace.findIn("storefront", SpanKind.SERVER)).isSameAs(ORDERS);
    assertThat(trace.services()).containsExactly("", "shopper", "storefront");
  }

  @Test
  void find_ofNoneOrSeveral_failsWithTheTree() {
    SpanData again = Spans.span("charge", 6, 3).build();
    Trace trace = trace(BUY, POST, ORDERS, CHARGE, again);

    assertThatThrownBy(() -> trace.find("pay"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("expected one span named pay, found 0\ntrace ")
        .hasMessageContaining("POST /orders");
    assertThatThrownBy(() -> trace.find("charge"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("expected one span named charge, found 2\n");
  }

  @Test
  void isComplete_parentMissing_isFalse() {
    Trace trace = trace(BUY, ORDERS);

    assertThat(trace.isComplete()).isFalse();
    assertThat(trace.orphans()).containsExactly(ORDERS);
  }

  @Test
  void isComplete_twoRootsOrNone_isFalse() {
    assertThat(trace(BUY, Spans.span("other", 9, 0).build()).isComplete()).isFalse();
    assertThat(trace().isComplete()).isFalse();
    assertThatThrownBy(() -> trace().root()).hasMessageStartingWith("expected one root span");
  }

  @Test
  void isComplete_spanDeliveredTwice_isFalse() {
    Trace trace = trace(BUY, POST, POST);

    assertThat(trace.isComplete()).isFalse();
    assertThat(trace).hasToString(trace.toString()).asString().contains("incomplete (1 repeated)");
  }

  @Test
  void toString_completeTrace_indentsChildren() {
    assertThat(trace(BUY, POST, ORDERS))
        .hasToString(
            """
            trace 0000000000000000000000000000000a: 3 spans, 2 services, complete
              shopper: buy 0.100 ms 0000000000000001
                shopper: POST CLIENT 0.080 ms 0000000000000002
                  storefront: POST /orders SERVER 0.060 ms 0000000000000003"""
                .stripIndent());
  }

  @Test
  void toString_hostileTexts_moveNoCursor() {
    String hostile = "a\u001b[2J\u009b\r\u202e\u2028b";
    String printed =
        trace(
                Spans.span(hostile, 1, 0)
                    .in(hostile)
                    .status(StatusCode.ERROR, hostile)
                    .attributes(Map.of(hostile, hostile))
                    .event(hostile)
                    .build())
            .toString();

    assertThat(printed.split("a\\?\\[2J\\?\\?\\?\\?b", -1)).hasSize(1 + 6);
    assertThat(printed).doesNotContain("\u001b", "\u009b", "\r", "\u202e", "\u2028");
  }

  @Test
  void toString_orphan_saysWhichParentIsMissing() {
    assertThat(trace(BUY, ORDERS).toString())
        .contains("incomplete (1 without their parent)")
        .contains("\n  parent 0000000000000002 is not here:\n    storefront: POST /orders");
  }

  @Test
  void toString_spansInACircle_ends() {
    SpanData one = Spans.span("one", 1, 2).build();
    SpanData two = Spans.span("two", 2, 1).build();

    assertThat(trace(one, two).toString()).contains("in a circle:\n    one").contains("      two");
  }

  @Test
  void toString_deepTrace_ends() {
    SpanData[] spans = new SpanData[3000];
    for (int i = 0; i < spans.length; i++) {
      spans[i] = Spans.span("s" + i, i + 1, i).build();
    }

    assertThat(trace(spans).toString()).contains("s2999");
  }

  @Test
  void of_spanOfAnotherTrace_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Trace.of("f".repeat(32), List.of(BUY)));
  }

  private static Trace trace(SpanData... spans) {
    return Trace.of(Spans.TRACE_ID, List.of(spans));
  }
}
