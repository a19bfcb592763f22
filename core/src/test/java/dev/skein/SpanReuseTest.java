package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a span held serves the next one: nothing of one is ever seen in another. */
@Timeout(600)
class SpanReuseTest {
  private static final AttributeKey<String> OWNER = AttributeKey.stringKey("owner");
  private static final AttributeKey<Long> NUMBER = AttributeKey.longKey("number");
  private static final AttributeKey<String> SHARED = AttributeKey.stringKey("shared");

  private final RecordedSpans recorded = new RecordedSpans();
  private final Skein skein =
      Skein.builder()
          .options(SkeinOptions.builder().serviceName("reuse").memoryLimit(256L << 20).build())
          .exporter(recorded)
          .build();
  private final Tracer tracer = skein.tracer();

  @AfterEach
  void close() {
    skein.close();
  }

  @Test
  void spanAfterItsEnd_changesNothingOfTheNextOne() {
    Span first = tracer.startSpan("first").setAttribute(OWNER, "first");
    first.setStatus(StatusCode.ERROR, "of the first").addEvent("of the first").end();
    Span second = tracer.startSpan("second");

    first.setAttribute(OWNER, "late").setAttribute(NUMBER, 7).addEvent("late").updateName("late");
    first.setStatus(StatusCode.ERROR, "late").addLink(second).end();
    second.end();

    var exported = recorded.of(skein).get(1);
    assertThat(exported.getName()).isEqualTo("second");
    assertThat(exported.getAttributesCount()).isZero();
    assertThat(exported.getEventsCount()).isZero();
    assertThat(exported.getLinksCount()).isZero();
    assertThat(exported.hasStatus()).isFalse();
    assertThat(first.name()).isEqualTo("first");
    assertThat(first.kind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(first.spanIdAsLong()).isNotEqualTo(second.spanIdAsLong());
  }

  @Test
  void droppedCounts_areNotInherited() {
    Span many = tracer.startSpan("many");
    for (int i = 0; i < 130; i++) {
      many.setAttribute("k" + i, i).addEvent("e").addLink(many);
    }
    many.end();
    tracer.startSpan("none").end();

    var exported = recorded.of(skein).get(1);
    assertThat(exported.getDroppedAttributesCount()).isZero();
    assertThat(exported.getDroppedEventsCount()).isZero();
    assertThat(exported.getDroppedLinksCount()).isZero();
  }

  @Test
  void nestedSpans_endedInAnyOrder_keepTheirOwn() {
    List<Span> open = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      open.add(tracer.startSpan("s" + i).setAttribute(NUMBER, i));
    }
    for (int i = 0; i < open.size(); i++) {
      open.get(i * 67 % open.size()).setAttribute(OWNER, "s" + i * 67 % open.size()).end();
    }

    assertThat(recorded.of(skein))
        .hasSize(200)
        .allSatisfy(
            span -> {
              assertThat(value(span, "owner").getStringValue()).isEqualTo(span.getName());
              assertThat("s" + value(span, "number").getIntValue()).isEqualTo(span.getName());
            });
  }

  @Test
  void viewThatHandsTheSpanToAnotherThread_doesNoHarm() {
    AttributeView hostile =
        new AttributeView() {
          @Override
          public <T> T get(AttributeKey<T> key) {
            return null;
          }

          @Override
          public void applyTo(Span span) {
            span.setAttribute(OWNER, "starter");
            CompletableFuture.runAsync(
                    () -> span.setAttribute(SHARED, "stranger").updateName("stranger").end())
                .join();
            span.setAttribute(NUMBER, 1);
          }
        };
    tracer.startSpan("s", SpanKind.INTERNAL, Context.root(), hostile).end();

    var exported = recorded.only(skein);
    assertThat(exported.getName()).isEqualTo("s");
    assertThat(exported.getAttributesList())
        .extracting(KeyValue::getKey)
        .containsExactly("owner", "number");
  }

  @Test
  void viewThatEndsTheSpan_endsIt() {
    AttributeView hasty =
        new AttributeView() {
          @Override
          public <T> T get(AttributeKey<T> key) {
            return null;
          }

          @Override
          public void applyTo(Span span) {
            span.setAttribute(NUMBER, 1).end();
            span.setAttribute(OWNER, "late");
          }
        };
    Span span = tracer.startSpan("s", SpanKind.INTERNAL, Context.root(), hasty);
    tracer.startSpan("next").setAttribute(OWNER, "next").end();
    span.end();

    assertThat(span.isRecording()).isFalse();
    assertThat(recorded.of(skein))
        .hasSize(2)
        .first()
        .satisfies(
            first ->
                assertThat(first.getAttributesList())
                    .extracting(KeyValue::getKey)
                    .containsExactly("number"));
  }

  @Test
  void spansThatNobodyEnds_doNotHarmTheOthers() {
    List<Span> leaked = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      leaked.add(tracer.startSpan("leaked").setAttribute(OWNER, "leaked"));
      tracer.startSpan("s").setAttribute(OWNER, "s").end();
    }

    assertThat(recorded.of(skein))
        .hasSize(1_000)
        .allSatisfy(span -> assertThat(value(span, "owner").getStringValue()).isEqualTo("s"));
    assertThat(skein.health().live()).isEqualTo(1_000);
    assertThat(leaked).allMatch(Span::isRecording);
  }

  /**
   * Spans are started on one thread, written to by all of them while and after another one ends
   * them. Whoever writes, writes what belongs to the span he means.
   */
  @Test
  void manyThreads_startingWritingAndEndingEachOthersSpans_mixNothingUp() throws Exception {
    int threads = 6;
    int each = 4_000;
    AtomicReferenceArray<Span> exchange = new AtomicReferenceArray<>(16);
    CyclicBarrier start = new CyclicBarrier(threads);
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int seed = t;
      CompletableFuture<Void> result = new CompletableFuture<>();
      done.add(result);
      new Thread(
              () -> {
                try {
                  start.await();
                  for (int i = 0; i < each; i++) {
                    work(exchange, seed * 31 + i);
                  }
                  result.complete(null);
                } catch (Throwable e) {
                  result.completeExceptionally(e);
                }
              })
          .start();
    }
    for (CompletableFuture<Void> result : done) {
      result.get();
    }
    for (int i = 0; i < exchange.length(); i++) {
      Span rest = exchange.get(i);
      if (rest != null) {
        rest.end();
      }
    }
    assertEachHoldsOnlyItsOwn(recorded.of(skein), threads * each);
    assertThat(skein.health().live()).isZero();
  }

  private void work(AtomicReferenceArray<Span> exchange, int round) {
    Span mine = tracer.startSpan("own");
    mine.setAttribute(OWNER, mine.spanId());
    Span other = exchange.getAndSet(round % exchange.length(), mine);
    mine.setAttribute(SHARED, mine.spanId() + "x".repeat(round % 90));
    for (int i = 0; i < exchange.length(); i += 3) {
      Span stranger = exchange.get((round + i) % exchange.length());
      if (stranger != null) {
        stranger.setAttribute(SHARED, stranger.spanId() + "y".repeat((round + i) % 300));
        stranger.setAttribute(NUMBER, stranger.spanIdAsLong());
      }
    }
    if (other != null) {
      other.end();
      other.setAttribute(OWNER, "after the end").setAttribute(NUMBER, 0).updateName("after");
    }
  }

  private static void assertEachHoldsOnlyItsOwn(
      List<io.opentelemetry.proto.trace.v1.Span> spans, int expected) {
    assertThat(spans).hasSize(expected);
    for (io.opentelemetry.proto.trace.v1.Span span : spans) {
      String id = String.format("%016x", span.getSpanId().asReadOnlyByteBuffer().getLong());
      assertThat(span.getName()).isEqualTo("own");
      Map<String, KeyValue> attributes =
          span.getAttributesList().stream()
              .collect(Collectors.toMap(KeyValue::getKey, Function.identity()));
      assertThat(attributes.get("owner").getValue().getStringValue()).isEqualTo(id);
      KeyValue shared = attributes.get("shared");
      if (shared != null) {
        assertThat(shared.getValue().getStringValue()).startsWith(id);
      }
      KeyValue number = attributes.get("number");
      if (number != null) {
        assertThat(String.format("%016x", number.getValue().getIntValue())).isEqualTo(id);
      }
    }
  }

  private static io.opentelemetry.proto.common.v1.AnyValue value(
      io.opentelemetry.proto.trace.v1.Span span, String name) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
