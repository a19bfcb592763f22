package dev.skein.viewer.terminal;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import dev.skein.viewer.analysis.DurationText;
import dev.skein.viewer.analysis.TestSpan;
import dev.skein.viewer.analysis.TraceAnalysis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaterfallTest {
  private static final TestSpan BUY = span(1, 0, "buy").in("shopper").millis(0, 400);

  private static TraceAnalysis trace(TestSpan... spans) {
    List<SpanData> built = new ArrayList<>();
    for (TestSpan span : spans) {
      built.add(span.build());
    }
    return TraceAnalysis.of(built);
  }

  private static TestSpan post(long start, long end) {
    return span(2, 1, "POST").in("shopper").kind(SpanKind.CLIENT).millis(start, end);
  }

  private static TestSpan charges(long start, long end) {
    return span(3, 2, "POST /charges").in("payment").kind(SpanKind.SERVER).millis(start, end);
  }

  @Test
  void waterfall_showsTreeDurationsBarsErrorLargestSelfTimeAndHints() {
    TraceAnalysis trace =
        trace(
            BUY,
            post(100, 400),
            charges(110, 390)
                .attribute("error.type", "503")
                .attribute("http.response.status_code", 503L)
                .failed(""));

    assertThat(Waterfall.of(trace, Style.plain()))
        .isEqualTo(
            """
              shopper  buy                400.0 ms  ██████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░\s
              shopper  └ → POST           300.0 ms            █░░░░░░░░░░░░░░░░░░░░░░░░░░░░█\s
              payment    └ POST /charges  280.0 ms             ████████████████████████████  \
             ✗ 503 ◀ 280.0 ms of its own, the most here
              █ what the whole waits for: the critical path
              • The error began in payment's "POST /charges". HTTP status 503. shopper's "POST" went on in spite
                of it.
            """);
  }

  @Test
  void barOfAnInstant_isStillVisible() {
    assertThat(Waterfall.of(trace(BUY, post(200, 200)), Style.plain())).contains("▏");
  }

  @Test
  void bars_areSolidWhereTheTraceWaitedForTheSpanItself() {
    TraceAnalysis trace =
        trace(
            BUY,
            span(2, 1, "quick").in("shopper").millis(0, 200),
            span(3, 1, "slow").in("shopper").millis(0, 390));

    assertThat(Waterfall.of(trace, Style.plain(), 200, 10))
        .contains(
            "  shopper  buy      400.0 ms  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░█ ",
            "  shopper  ├ slow   390.0 ms  ███████████████████████████████████████   ◀",
            "  shopper  └ quick  200.0 ms  ░░░░░░░░░░░░░░░░░░░░                     \n");
  }

  @Test
  void traceOfOneSpan_needsNoExplanation() {
    assertThat(Waterfall.of(trace(BUY), Style.plain()))
        .isEqualTo(
            """
              shopper  buy  400.0 ms  ████████████████████████████████████████  \
            ◀ 400.0 ms of its own, the most here
            """);
  }

  @Test
  void thrownException_isNamedShortly() {
    TraceAnalysis trace =
        trace(
            span(1, 0, "work")
                .millis(0, 1)
                .threw("com.example.ShopException", "declined\u001b[2J".repeat(40)));

    assertThat(Waterfall.of(trace, Style.plain()))
        .contains("✗ ShopException: declined?[2J")
        .contains("… ◀");
  }

  @Test
  void failureWithoutType_saysItsMessage() {
    assertThat(Waterfall.of(trace(span(1, 0, "work").millis(0, 1).failed("no way")), Style.plain()))
        .contains("✗ no way ");
  }

  @Test
  void orphan_isMarked_withWhatIsBelow() {
    TraceAnalysis trace =
        trace(BUY, charges(100, 300), span(4, 3, "work").in("payment").millis(150, 200));

    assertThat(Waterfall.of(trace, Style.plain()))
        .contains("? POST /charges")
        .contains("  └ work")
        .contains("• Part of the trace is missing. 1 span names a parent that is not here");
  }

  @Test
  void lines_joinSiblings() {
    TraceAnalysis trace =
        trace(
            BUY,
            span(2, 1, "a").millis(1, 9),
            span(3, 2, "a1").millis(2, 3),
            span(4, 2, "a2").millis(4, 5),
            span(5, 1, "b").millis(10, 19),
            span(6, 5, "b1").millis(12, 13));

    assertThat(Waterfall.of(trace, Style.plain()))
        .contains("  ├ a ", "  │ ├ a1 ", "  │ └ a2 ", "  └ b ", "    └ b1 ");
  }

  @Test
  void whateverIsInASpan_onlyPrintableTextReachesTheTerminal() {
    String hostile =
        "a\u001b]0;x\u0007\u009b31m\r\n\u202etxet\u2066\u200b\ud800\u2028\u0085\ue000z";
    TraceAnalysis trace =
        trace(
            span(1, 0, hostile).in(hostile).millis(0, 100).failed(hostile),
            span(2, 99, hostile)
                .in(hostile)
                .kind(SpanKind.CLIENT)
                .millis(50, 90)
                .attribute("server.address", hostile)
                .threw(hostile, hostile));

    for (Style style : List.of(Style.plain(), Style.coloured())) {
      String text = Waterfall.of(trace, style).replaceAll("\033\\[[0-9]+m", "").replace("\n", "");
      assertThat(text).contains("a?]0;x??31m???txet??????z");
      assertThat(text.codePoints())
          .allMatch(
              c ->
                  !Character.isISOControl(c)
                      && Character.getType(c) != Character.FORMAT
                      && Character.getType(c) != Character.SURROGATE
                      && Character.getType(c) != Character.PRIVATE_USE
                      && Character.getType(c) != Character.LINE_SEPARATOR);
    }
  }

  @Test
  void wideCharacters_keepTheColumnsInLine() {
    TraceAnalysis trace =
        trace(
            span(1, 0, "注文").in("店").millis(0, 400),
            span(2, 1, "e\u0301te\u0301").in("shop").millis(0, 400));

    assertThat(Waterfall.of(trace, Style.plain()))
        .contains("  店    注文   400.0 ms", "  shop  └ e\u0301te\u0301  400.0 ms");
  }

  @Test
  void longName_widensNoRow_whereNobodySaysHowWideTheTerminalIs() {
    TraceAnalysis trace =
        trace(span(1, 0, "SELECT ".repeat(20_000)).millis(0, 100), span(2, 1, "x").millis(1, 99));

    assertThat(Waterfall.of(trace, Style.plain()).lines())
        .allMatch(line -> WaterfallText.width(line) < 300);
  }

  @Test
  void terminalOfAGivenWidth_isNotExceeded() {
    List<TestSpan> spans = new ArrayList<>();
    spans.add(span(1, 0, "root ".repeat(50)).in("service ".repeat(50)).millis(0, 100));
    for (int i = 2; i < 100; i++) {
      spans.add(span(i, i - 1, "注文 " + "name ".repeat(50)).millis(1, 99).failed("why ".repeat(50)));
    }
    TraceAnalysis trace = trace(spans.toArray(TestSpan[]::new));

    for (int columns : new int[] {60, 80, 133}) {
      assertThat(Waterfall.of(trace, Style.plain(), columns, 1000).lines())
          .allMatch(line -> WaterfallText.width(line) <= columns)
          .anyMatch(line -> WaterfallText.width(line) == columns);
    }
  }

  @Test
  void whatDoesNotFitBehindTheBar_isShortened() {
    TraceAnalysis trace = trace(BUY);

    assertThat(Waterfall.of(trace, Style.plain(), 99, 10))
        .contains(" ◀ 400.0 ms of its own, the m");
    assertThat(Waterfall.of(trace, Style.plain(), 78, 10)).contains(" ◀ 400.0 ms of its own\n");
    assertThat(Waterfall.of(trace, Style.plain(), 60, 10)).contains(" ◀ 400.0…\n");
  }

  @Test
  void narrowTerminal_isTakenForSixtyColumns() {
    TraceAnalysis trace = trace(BUY, post(100, 400), charges(110, 390));

    assertThat(Waterfall.of(trace, Style.plain(), 0, 10))
        .isEqualTo(Waterfall.of(trace, Style.plain(), 60, 10));
  }

  @Test
  void moreSpansThanRows_areCounted_andTheSlowestIsNamedAllTheSame() {
    List<TestSpan> spans = new ArrayList<>();
    spans.add(BUY);
    for (int i = 2; i <= 2_000; i++) {
      spans.add(span(i, 1, "item " + i).millis(i, i));
    }
    spans.add(span(9_999, 1, "slow").millis(10, 399));
    spans.add(span(10_000, 9_999, "slowest").millis(20, 398));
    String text = Waterfall.of(trace(spans.toArray(TestSpan[]::new)), Style.plain(), 120, 5);

    assertThat(text.lines().filter(line -> line.contains("item"))).hasSize(4);
    assertThat(text)
        .contains("  … and 1,997 more\n")
        .contains("• shop's \"slowest\" takes the most time itself. ");
  }

  @Test
  void hugeTrace_showsFiveHundredRows() {
    List<TestSpan> spans = new ArrayList<>();
    for (int i = 1; i <= 20_000; i++) {
      spans.add(span(i, i - 1, "s").nanos(i, 100_000 - i));
    }

    assertThat(Waterfall.of(trace(spans.toArray(TestSpan[]::new)), Style.plain()).lines())
        .filteredOn(line -> line.startsWith("  shop"))
        .hasSize(500);
  }

  @Test
  void services_haveColours_failuresAreRed() {
    String text =
        Waterfall.of(trace(BUY, post(100, 400), charges(110, 390).failed("")), Style.coloured());

    assertThat(text)
        .contains("\033[36mshopper\033[0m", "\033[33mpayment\033[0m")
        .contains("\033[31m  └ POST /charges\033[0m");
  }

  @Test
  void duration_isReadable() {
    assertThat(DurationText.of(0)).isEqualTo("0 ns");
    assertThat(DurationText.of(12_345)).isEqualTo("12.3 µs");
    assertThat(DurationText.of(1_234_567)).isEqualTo("1.2 ms");
    assertThat(DurationText.of(2_500_000_000L)).isEqualTo("2.50 s");
  }
}
