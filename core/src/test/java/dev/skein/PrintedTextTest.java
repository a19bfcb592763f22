package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What others have written comes out on one line, without anything that a terminal obeys. */
class PrintedTextTest {
  private static final String HOSTILE =
      "a\u0000\t\n\r\u001b[2J\u007f\u0085\u009b\u2028\u2029\u202e\u2066\u200f\u061cb";

  private static void assertNeutral(String printed) {
    assertThat(printed).contains("a?????[2J?????????b").hasLineCount(1);
    assertThat(printed.chars().filter(Character::isISOControl)).isEmpty();
    assertThat(printed).doesNotContain("\u2028", "\u2029", "\u202e", "\u2066", "\u200f", "\u061c");
  }

  @Test
  void attributes_areNeutral() {
    assertNeutral(Attributes.builder().put("key", HOSTILE).build().toString());
    assertNeutral(Attributes.builder().put(HOSTILE, "value").build().toString());
    assertNeutral(Value.of(HOSTILE).toString());
  }

  @Test
  void baggageEntry_isNeutral() {
    assertNeutral(Baggage.empty().put("name", HOSTILE).entries().get(0).toString());
  }

  @Test
  void spanData_isNeutral() {
    SpanData.Event event = new SpanData.Event(HOSTILE, 0, Map.of(), 0);
    assertNeutral(event.toString());
    assertNeutral(span(HOSTILE, Map.of(), List.of()).toString());
    assertNeutral(span("name", Map.of("key", HOSTILE), List.of()).toString());
    assertNeutral(span("name", Map.of(), List.of(event)).toString());
  }

  private static SpanData span(
      String name, Map<String, Object> attributes, List<SpanData.Event> events) {
    return new SpanData(
        "0af7651916cd43dd8448eb211c80319c",
        "b7ad6b7169203331",
        "",
        "",
        1,
        name,
        SpanKind.INTERNAL,
        0,
        1,
        attributes,
        0,
        events,
        0,
        List.of(),
        0,
        StatusCode.UNSET,
        "",
        Map.of(),
        "",
        "");
  }
}
