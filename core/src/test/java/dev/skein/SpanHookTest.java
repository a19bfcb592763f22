package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanHookTest {
  private static final AttributeKey<String> TENANT = AttributeKey.stringKey("tenant");
  private static final AttributeKey<String> SECRET = AttributeKey.stringKey("secret");

  private final RecordedSpans recorded = new RecordedSpans();

  private Skein skein(SpanHook... hooks) {
    SkeinBuilder builder =
        Skein.builder()
            .options(SkeinOptions.builder().serviceName("hooks").build())
            .exporter(recorded);
    for (SpanHook hook : hooks) {
      builder.hook(hook);
    }
    return builder.build();
  }

  @Test
  void onStart_seesStartAttributesAndEnriches() {
    SpanHook enrich =
        new SpanHook() {
          @Override
          public void onStart(Span span, Context parent) {
            span.setAttribute(TENANT, span.name() + "/" + parent.spanContext().isValid());
          }
        };
    try (Skein skein = skein(enrich)) {
      skein.tracer().spanBuilder("s").setAttribute("first", 1).startSpan().end();

      assertThat(recorded.only(skein).getAttributesList())
          .extracting(KeyValue::getKey)
          .containsExactly("first", "tenant");
    }
  }

  @Test
  void onEnding_renamesRedactsAndReads() {
    SpanHook redact =
        new SpanHook() {
          @Override
          public void onEnding(EndingSpan span) {
            span.updateName(span.name() + ":" + span.attribute(SECRET) + ":" + span.statusCode())
                .removeAttribute("secret")
                .setAttribute(TENANT, span.attributes().size() + " left");
          }
        };
    try (Skein skein = skein(redact)) {
      skein.tracer().startSpan("s").setAttribute(SECRET, "1234").setAttribute("k", 1).end();

      var exported = recorded.only(skein);
      assertThat(exported.getName()).isEqualTo("s:1234:UNSET");
      assertThat(exported.getAttributesList())
          .extracting(KeyValue::getKey)
          .containsExactly("k", "tenant");
    }
  }

  @Test
  void onEnding_drop_isCounted() {
    SpanHook drop =
        new SpanHook() {
          @Override
          public void onEnding(EndingSpan span) {
            if (span.name().equals("noise")) {
              span.drop();
            }
          }
        };
    try (Skein skein = skein(drop)) {
      skein.tracer().startSpan("noise").end();
      skein.tracer().startSpan("signal").end();

      assertThat(recorded.only(skein).getName()).isEqualTo("signal");
      assertThat(skein.health().dropped()).containsEntry("hook", 1L);
      assertThat(skein.health().live()).isZero();
    }
  }

  @Test
  void hookThatThrows_harmsNeitherSpanNorOtherHooks() {
    SpanHook broken =
        new SpanHook() {
          @Override
          public void onStart(Span span, Context parent) {
            throw new IllegalStateException("start");
          }

          @Override
          public void onEnding(EndingSpan span) {
            throw new AssertionError("end");
          }
        };
    SpanHook enrich =
        new SpanHook() {
          @Override
          public void onEnding(EndingSpan span) {
            span.setAttribute(TENANT, "t");
          }
        };
    try (Skein skein = skein(broken, enrich)) {
      skein.tracer().startSpan("s").end();

      assertThat(recorded.only(skein).getAttributesCount()).isEqualTo(1);
    }
  }

  @Test
  void onEndedAgain_isCalledForEveryEndButTheFirst() {
    List<String> again = new ArrayList<>();
    SpanHook counting =
        new SpanHook() {
          @Override
          public void onEnding(EndingSpan span) {
            ((Span) span.spanContext()).end();
          }

          @Override
          public void onEndedAgain(Span span) {
            again.add(span.name());
            throw new IllegalStateException("again");
          }
        };
    try (Skein skein = skein(counting, counting)) {
      skein.tracer().startSpan("once").end();
      assertThat(again).containsOnly("once").hasSize(4); // by each of the hooks, to each of them
      again.clear();

      Span twice = skein.tracer().startSpan("twice");
      twice.end();
      again.clear();
      twice.end(Instant.EPOCH);

      assertThat(again).containsExactly("twice", "twice");
      assertThat(skein.health().pending() + skein.health().exported()).isEqualTo(2);
    }
  }

  @Test
  void endingSpan_keptBeyondTheCall_changesNothing() {
    EndingSpan[] kept = new EndingSpan[1];
    SpanHook keep =
        new SpanHook() {
          @Override
          public void onEnding(EndingSpan span) {
            kept[0] = span;
          }
        };
    try (Skein skein = skein(keep)) {
      skein.tracer().startSpan("s").end();
      kept[0].updateName("too late").setAttribute(TENANT, "too late").removeAttribute("k");

      assertThat(kept[0].name()).isEqualTo("s");
    }
  }
}
