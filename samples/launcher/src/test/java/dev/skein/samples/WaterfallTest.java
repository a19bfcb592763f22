package dev.skein.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaterfallTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  private final SpanData root = span("1", "", "shopper", SpanKind.INTERNAL, "buy", 0, 400, false);
  private final SpanData call = span("2", "1", "shopper", SpanKind.CLIENT, "POST", 100, 400, false);
  private final SpanData charge =
      span("3", "2", "payment", SpanKind.SERVER, "POST /charges", 110, 390, true);
  private final Trace trace = Trace.of(TRACE_ID, List.of(root, call, charge));

  private static SpanData span(
      String id,
      String parent,
      String service,
      SpanKind kind,
      String name,
      long startMillis,
      long endMillis,
      boolean failed) {
    return new SpanData(
        TRACE_ID,
        "000000000000000" + id,
        parent.isEmpty() ? "" : "000000000000000" + parent,
        "",
        0x101,
        name,
        kind,
        startMillis * 1_000_000,
        endMillis * 1_000_000,
        failed ? Map.of("error.type", "503") : Map.of(),
        0,
        List.of(),
        0,
        List.of(),
        0,
        failed ? StatusCode.ERROR : StatusCode.UNSET,
        "",
        Map.of("service.name", service),
        "dev.skein",
        "1");
  }

  @Test
  void waterfall_showsTreeDurationsBarsErrorAndLargestSelfTime() {
    assertThat(Waterfall.of(trace, Style.plain()))
        .isEqualTo(
            """
              shopper  buy                400.0 ms  ████████████████████████████████████████\s
              shopper  └ → POST           300.0 ms            ██████████████████████████████\s
              payment    └ POST /charges  280.0 ms             ████████████████████████████  \
             ✗ 503 ◀ 280.0 ms of its own, the most here
            """);
  }

  @Test
  void thrownException_isNamedShortly() {
    SpanData thrower =
        new SpanData(
            TRACE_ID,
            "0000000000000005",
            "",
            "",
            0x101,
            "work",
            SpanKind.INTERNAL,
            0,
            1_000_000,
            Map.of("error.type", "com.example.ShopException"),
            0,
            List.of(
                new SpanData.Event(
                    "exception",
                    0,
                    Map.of(
                        "exception.type",
                        "com.example.ShopException",
                        "exception.message",
                        "declined\u001b[2J"),
                    0)),
            0,
            List.of(),
            0,
            StatusCode.ERROR,
            "",
            Map.of("service.name", "payment"),
            "dev.skein",
            "1");

    assertThat(Waterfall.of(Trace.of(TRACE_ID, List.of(thrower)), Style.plain()))
        .contains("✗ ShopException: declined?[2J ");
  }

  @Test
  void bar_ofAnInstant_isStillVisible() {
    SpanData instant = span("4", "1", "shopper", SpanKind.INTERNAL, "blink", 200, 200, false);

    assertThat(Waterfall.of(Trace.of(TRACE_ID, List.of(root, instant)), Style.plain()))
        .contains("▏");
  }

  @Test
  void orphan_isMarked() {
    assertThat(Waterfall.of(Trace.of(TRACE_ID, List.of(root, charge)), Style.plain()))
        .contains("? POST /charges");
  }

  @Test
  void outline_isTheShapeOfTheTrace() {
    assertThat(Outline.of(trace))
        .isEqualTo(
            """
            shopper INTERNAL buy
              shopper CLIENT POST
                payment SERVER POST /charges !
            """);
  }

  @Test
  void outline_ofAnIncompleteTrace_saysSo() {
    assertThat(Outline.of(Trace.of(TRACE_ID, List.of(root, charge)))).contains("is missing");
  }

  @Test
  void duration_isReadable() {
    assertThat(Waterfall.duration(1_234_567)).isEqualTo("1.2 ms");
    assertThat(Waterfall.duration(2_500_000_000L)).isEqualTo("2.50 s");
  }
}
