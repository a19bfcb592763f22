package dev.skein.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutlineTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  private final SpanData root = span("1", "", "shopper", SpanKind.INTERNAL, "buy", false);
  private final SpanData call = span("2", "1", "shopper", SpanKind.CLIENT, "POST", false);
  private final SpanData charge = span("3", "2", "payment", SpanKind.SERVER, "POST /charges", true);

  private static SpanData span(
      String id, String parent, String service, SpanKind kind, String name, boolean failed) {
    return new SpanData(
        TRACE_ID,
        "000000000000000" + id,
        parent.isEmpty() ? "" : "000000000000000" + parent,
        "",
        0x101,
        name,
        kind,
        0,
        1_000_000,
        Map.of(),
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
  void outline_isTheShapeOfTheTrace() {
    assertThat(Outline.of(Trace.of(TRACE_ID, List.of(root, call, charge))))
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
  void outline_ofATraceThatHasNotCome_isEmpty() {
    assertThat(Outline.of(Trace.of(TRACE_ID, List.of()))).isEmpty();
  }
}
