package dev.skein.viewer.analysis;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceView;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whoever sends spans chooses their ids and names, and could choose those that collide. */
class ChosenCollisionsTest {
  private static final int SPANS = 4_096;

  /** Of the multiplier that golden-ratio hashing has everywhere: 0x9E3779B97F4A7C15. */
  private static final long INVERSE = 0xF1DE83E19937733DL;

  /** A view of a chain of spans that counts how often an id is looked at. */
  private static TraceView chain(AtomicLong looks) {
    return (TraceView)
        Proxy.newProxyInstance(
            TraceView.class.getClassLoader(),
            new Class<?>[] {TraceView.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "size" -> SPANS;
                  case "spanId" -> {
                    looks.incrementAndGet();
                    yield id((int) arguments[0]);
                  }
                  case "parentSpanId" -> (int) arguments[0] == 0 ? 0L : id((int) arguments[0] - 1);
                  case "kind" -> SpanKind.INTERNAL;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** Times the golden ratio, it is a number whose upper half is zero. */
  private static long id(int span) {
    return INVERSE * (span + 1);
  }

  /** Texts of one hash code: two pairs of chars that have the same, in any order. */
  private static String text(int number) {
    StringBuilder text = new StringBuilder();
    for (int bits = number | SPANS; bits > 1; bits >>= 1) {
      text.append((bits & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }

  @Test
  void idsThatCollideUnderAKnownHash_areFoundWithFewLooks() {
    AtomicLong looks = new AtomicLong();
    SpanIdTable table = new SpanIdTable(chain(looks));
    for (int span = 0; span < SPANS; span++) {
      assertThat(table.parent(span)).isEqualTo(span - 1);
    }

    assertThat(id(4_000) * 0x9E3779B97F4A7C15L).isEqualTo(4_001);
    // three look-ups a span, each with a few neighbours
    assertThat(looks).hasValueLessThan(40L * SPANS);
  }

  @Test
  void namesOfOneHash_areToldApart() {
    List<SpanData> spans = new ArrayList<>();
    spans.add(span(1, 0, "root").millis(0, 10 * SPANS).build());
    for (int i = 0; i < SPANS; i++) {
      spans.add(
          span(i + 2, 1, text(i))
              .kind(SpanKind.CLIENT)
              .millis(10 * i, 10 * i + 9)
              .resource(Map.of("service.name", "shop", "host.name", text(i)))
              .build());
    }
    assertThat(text(1)).isNotEqualTo(text(2)).hasSameHashCodeAs(text(2));
    TraceStore store = TestStore.of(spans);

    assertThat(Operations.of(store, null, 0, Long.MAX_VALUE).operations()).hasSize(SPANS + 1);
    TraceAnalysis trace = TraceAnalysis.of(spans);
    assertThat(Comparison.of(trace, trace).rows()).hasSize(SPANS + 1);
    assertThat(trace.hints()).extracting(Hint::kind).doesNotContain(Hint.Kind.N_PLUS_ONE);
  }
}
