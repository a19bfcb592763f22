package dev.skein.viewer.analysis;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of all hints together. */
class HintsTest extends HintFixture {
  /** The trace that the README shows. */
  private static List<SpanData> purchase() {
    String[] services = {"shopper", "storefront", "payment", "inventory"};
    Object[][] rows = {
      {1, 0, 0, SpanKind.INTERNAL, "buy", 0, 1859},
      {2, 1, 0, SpanKind.CLIENT, "POST", 10, 1854},
      {3, 2, 1, SpanKind.SERVER, "POST /purchases", 12, 1852},
      {4, 3, 1, SpanKind.CLIENT, "POST /charges", 40, 1841},
      {5, 4, 2, SpanKind.SERVER, "POST /charges", 50, 1837},
      {6, 5, 2, SpanKind.CLIENT, "POST", 60, 293},
      {7, 6, 3, SpanKind.SERVER, "POST /reservations", 62, 287},
      {8, 7, 3, SpanKind.CLIENT, "GET /catalogue/{item}", 100, 230},
      {9, 8, 1, SpanKind.SERVER, "GET /catalogue/{item}", 170, 188},
      {10, 5, 2, SpanKind.INTERNAL, "authorize card", 330, 1835},
    };
    List<SpanData> spans = new ArrayList<>();
    for (Object[] row : rows) {
      spans.add(
          span((int) row[0], (int) row[1], (String) row[4])
              .in(services[(int) row[2]])
              .kind((SpanKind) row[3])
              .nanos((int) row[5] * 100_000L, (int) row[6] * 100_000L)
              .build());
    }
    return spans;
  }

  @Test
  void healthyPurchase_onlySaysWhereTheTimeWent() {
    List<Hint> hints = TraceAnalysis.of(purchase()).hints();

    assertThat(hints).extracting(Hint::kind).containsExactly(Hint.Kind.SLOWEST_SELF_TIME);
    assertThat(hints.get(0).title())
        .isEqualTo("payment's \"authorize card\" takes the most time itself");
    assertThat(hints.get(0).detail()).isEqualTo("150.5 ms of its own, 81 % of the trace.");
    assertThat(hints.get(0).spans()).containsExactly(9);
  }

  @Test
  void hints_areMostUrgentFirst() {
    add(span(1, 0, "root").millis(0, 10).failed(""));
    add(span(2, 77, "a").millis(1, 2));

    assertThat(hints())
        .extracting(Hint::kind)
        .containsExactly(Hint.Kind.ERRORS, Hint.Kind.INCOMPLETE, Hint.Kind.SLOWEST_SELF_TIME);
  }

  @Test
  void longNames_areCut() {
    add(span(1, 0, "x".repeat(1_000_000)).millis(0, 10));

    assertThat(hints().get(0).title()).hasSizeLessThan(200);
  }

  @Test
  void namesAreCut_betweenCharacters() {
    add(span(1, 0, "x".repeat(58) + "\ud83d\ude00yz").millis(0, 10));

    assertThat(hints().get(0).title().codePoints())
        .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    assertThat(hints().get(0).title()).contains("x…\"");
  }
}
