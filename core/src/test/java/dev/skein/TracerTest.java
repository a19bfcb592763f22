package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.ExportResult;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanExporter;
import dev.skein.propagation.Propagator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TracerTest {
  private final RecordedSpans recorded = new RecordedSpans();

  private SkeinBuilder skein() {
    return Skein.builder()
        .options(SkeinOptions.builder().serviceName("tracer").build())
        .exporter(recorded);
  }

  @Test
  void root_hasRandomIdsAndFlags() {
    try (Skein skein = skein().build()) {
      Span span = skein.tracer().startSpan("root");

      assertThat(span.isValid()).isTrue();
      assertThat(span.isSampled()).isTrue();
      assertThat(span.isRandom()).isTrue();
      assertThat(span.isRemote()).isFalse();
      assertThat(span.traceId()).matches("[0-9a-f]{32}");
      assertThat(span.spanId()).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void child_ofTheCurrentSpan_inheritsTraceAndState() {
    try (Skein skein = skein().build()) {
      SpanContext remote =
          SpanContext.remote(7, 8, 9, (byte) 1, TraceState.parse(List.of("vendor=1")));
      Span parent = skein.tracer().startSpan("p", SpanKind.SERVER, Context.root().with(remote));
      Span child;
      try (Scope scope = parent.makeCurrent()) {
        child = skein.tracer().startSpan("c");
      }
      child.end();
      parent.end();

      var spans = recorded.of(skein);
      assertThat(spans.get(0).getParentSpanId()).isEqualTo(spans.get(1).getSpanId());
      assertThat(spans.get(0).getTraceId()).isEqualTo(spans.get(1).getTraceId());
      assertThat(child.traceState().headerValue()).isEqualTo("vendor=1");
      assertThat(child.isRandom()).as("the caller did not say so").isFalse();
      assertThat(spans.get(0).getFlags()).isEqualTo(0x101);
      assertThat(spans.get(1).getFlags()).isEqualTo(0x301);
    }
  }

  @Test
  void startSpan_doesNotMakeItCurrent() {
    try (Skein skein = skein().build()) {
      skein.tracer().startSpan("s");

      assertThat(skein.currentContext()).isSameAs(Context.root());
      assertThat(skein.tracer().currentSpan().isValid()).isFalse();
    }
  }

  @Test
  void setNoParent_startsANewTrace() {
    try (Skein skein = skein().build()) {
      Span outer = skein.tracer().startSpan("outer");
      try (Scope scope = outer.makeCurrent()) {
        Span alone = skein.tracer().spanBuilder("alone").setNoParent().startSpan();

        assertThat(alone.traceId()).isNotEqualTo(outer.traceId());
      }
    }
  }

  @Test
  void unsampled_keepsIdsAndRecordsNothing() {
    try (Skein skein = skein().sampler(Sampler.alwaysOff()).build()) {
      Span span = skein.tracer().startSpan("s");
      span.setAttribute("k", "v").addEvent("e").end();

      assertThat(span.isValid()).isTrue();
      assertThat(span.isSampled()).isFalse();
      assertThat(span.isRecording()).isFalse();
      assertThat(recorded.of(skein)).isEmpty();
      assertThat(skein.health().started()).isZero();
      try (Scope scope = span.makeCurrent()) {
        assertThat(skein.tracer().currentSpan()).isSameAs(span);
      }
    }
  }

  @Test
  void unsampledChild_ofAnUnsampledRemoteSpan_getsAnIdOfItsOwn_andItsChildrenShareIt() {
    SpanContext remote = SpanContext.remote(7, 8, 9, (byte) 2, TraceState.parse(List.of("v=1")));
    try (Skein skein = skein().build()) {
      Span child = skein.tracer().startSpan("c", SpanKind.SERVER, remote);
      Span grandchild = skein.tracer().startSpan("g", SpanKind.CLIENT, child);

      assertThat(child.traceId()).isEqualTo(remote.traceId());
      assertThat(child.spanIdAsLong()).isNotEqualTo(9).isNotZero();
      assertThat(child.isRemote()).isFalse();
      assertThat(child.isRandom()).isTrue();
      assertThat(child.traceState().headerValue()).isEqualTo("v=1");
      assertThat(grandchild).as("nothing is recorded that could tell them apart").isSameAs(child);
    }
  }

  @Test
  void suppressed_recordsNothingBelow_whateverTheSampler() {
    Baggage baggage = Baggage.parse(List.of("user=7"));
    SpanContext remote = SpanContext.remote(7, 8, 9, (byte) 1, TraceState.parse(List.of("v=1")));
    try (Skein skein = skein().sampler(Sampler.alwaysOn()).build()) {
      Tracer tracer = skein.tracer();
      Context left = tracer.suppress(remote.with(baggage));
      Span child = tracer.startSpan("c", SpanKind.CLIENT, left);
      Span ofNew = tracer.startSpan("c", SpanKind.CLIENT, tracer.suppress(Context.root()));

      assertThat(child.isRecording()).isFalse();
      assertThat(child.spanIdAsLong()).isEqualTo(9);
      assertThat(child.isSampled()).isFalse();
      assertThat(child.traceState().headerValue()).isEqualTo("v=1");
      assertThat(left.baggage()).isSameAs(baggage);
      assertThat(ofNew.isValid()).isTrue();
      assertThat(ofNew.isRecording()).isFalse();
      assertThat(tracer.startSpan("root", SpanKind.SERVER, Context.root()).isRecording()).isTrue();
      assertThat(skein.health().started()).isEqualTo(1);
    }
  }

  @Test
  void span_isTheContextThatHasIt() {
    try (Skein skein = skein().build()) {
      Span span = skein.tracer().startSpan("s");
      try (Scope scope = skein.attach(span)) {
        assertThat(skein.currentContext()).isSameAs(span);
        assertThat(skein.currentContext().baggage().isEmpty()).isTrue();
      }
      Baggage baggage = Baggage.parse(List.of("user=7"));
      Context both = span.with(baggage);
      assertThat(both.span()).isSameAs(span);
      assertThat(both.with(Baggage.empty())).isSameAs(span);
      assertThat(Context.root().with(span)).isSameAs(span);
    }
  }

  @Test
  void rootsThatAreNotSampled_areNotCountedAsStarted() {
    try (Skein skein = skein().sampler(Sampler.traceIdRatio(0.5)).build()) {
      int sampled = 0;
      for (int i = 0; i < 1_000; i++) {
        Span span = skein.tracer().startSpan("s");
        sampled += span.isSampled() ? 1 : 0;
        span.end();
      }
      assertThat(sampled).isBetween(1, 999);
      assertThat(skein.health().started()).isEqualTo(sampled);
      assertThat(recorded.of(skein)).hasSize(sampled);
    }
  }

  @Test
  void sampler_thatThrows_samplesNothingAndNobodyNotices() {
    Sampler broken =
        (parent, high, low, name, kind, attributes) -> {
          throw new IllegalStateException("broken");
        };
    try (Skein skein = skein().sampler(broken).build()) {
      assertThat(skein.tracer().startSpan("s").isSampled()).isFalse();
    }
  }

  @Test
  void sampler_thatAnswersNull_samplesNothingAndNobodyNotices() {
    Sampler mute = (parent, high, low, name, kind, attributes) -> null;
    Sampler half =
        (parent, high, low, name, kind, attributes) -> new SamplingResult(true, null, null);
    try (Skein one = skein().sampler(mute).build();
        Skein other = skein().sampler(half).build()) {
      assertThat(one.tracer().startSpan("s").isSampled()).isFalse();
      assertThat(other.tracer().startSpan("s").isSampled()).isFalse();
    }
  }

  @Test
  void idGenerator_thatOnlyKnowsZero_keepsNobodyWaiting() {
    try (Skein skein = skein().idGenerator(() -> 0).build()) {
      CompletableFuture<Span> started =
          CompletableFuture.supplyAsync(() -> skein.tracer().startSpan("s"));

      assertThat(started).succeedsWithin(Duration.ofMinutes(5)).matches(Span::isValid);
    }
  }

  @Test
  void idGenerator_thatThrows_passesTheCallersContextOn() {
    IdGenerator broken =
        () -> {
          throw new IllegalStateException("broken");
        };
    SpanContext remote = SpanContext.remote(7, 8, 9, (byte) 1, TraceState.empty());
    try (Skein skein = skein().idGenerator(broken).build()) {
      assertThat(skein.tracer().startSpan("root").isValid()).isFalse();
      Span child = skein.tracer().startSpan("c", SpanKind.CLIENT, Context.root().with(remote));

      assertThat(child.spanIdAsLong()).isEqualTo(9);
      assertThat(skein.health().live()).isZero();
    }
  }

  @Test
  void startSpan_longerAgoThanTimeItself_startsIn1970() {
    try (Skein skein = skein().build()) {
      skein
          .tracer()
          .startSpan("s", SpanKind.CLIENT, Context.root(), AttributeView.empty(), Long.MAX_VALUE)
          .end();

      assertThat(recorded.only(skein).getStartTimeUnixNano()).isZero();
    }
  }

  @Test
  void sampler_seesStartAttributes_andAddsItsOwn() {
    AttributeKey<String> path = AttributeKey.stringKey("url.path");
    Sampler byPath =
        (parent, high, low, name, kind, attributes) ->
            "/secret".equals(attributes.get(path))
                ? SamplingResult.drop()
                : new SamplingResult(
                    true,
                    Attributes.of(AttributeKey.stringKey("sampled.by"), "path"),
                    TraceState.parse(List.of("s=1")));
    try (Skein skein = skein().sampler(byPath).build()) {
      Span dropped = skein.tracer().spanBuilder("a").setAttribute(path, "/secret").startSpan();
      Span kept = skein.tracer().spanBuilder("b").setAttribute(path, "/open").startSpan();
      dropped.end();
      kept.end();

      assertThat(recorded.only(skein).getAttributesList())
          .extracting(a -> a.getKey() + "=" + a.getValue().getStringValue())
          .containsExactly("url.path=/open", "sampled.by=path");
      assertThat(kept.traceState().headerValue()).isEqualTo("s=1");
    }
  }

  @Test
  void disabled_passesContextOnAndRecordsNothing() {
    SkeinOptions off = SkeinOptions.builder().serviceName("off").enabled(false).build();
    try (Skein skein = skein().options(off).build()) {
      Map<String, String> headers = new HashMap<>();
      Context incoming =
          Context.root().with(SpanContext.remote(1, 2, 3, (byte) 1, TraceState.empty()));
      Span span = skein.tracer().startSpan("s", SpanKind.SERVER, incoming);
      Propagator propagator = skein.propagator();
      propagator.inject(Context.root().with((SpanContext) span), headers, Map::put);

      assertThat(headers)
          .containsEntry("traceparent", "00-00000000000000010000000000000002-0000000000000003-01");
      span.end();
      assertThat(recorded.of(skein)).isEmpty();
      assertThat(skein.tracer().startSpan("root").isValid()).isFalse();
    }
  }

  @Test
  void disabled_spanMadeCurrent_passesTheCallersContextOn() {
    SkeinOptions off = SkeinOptions.builder().serviceName("off").enabled(false).build();
    SpanContext remote = SpanContext.remote(1, 2, 3, (byte) 1, TraceState.empty());
    try (Skein skein = skein().options(off).build()) {
      Span span = skein.tracer().startSpan("s", SpanKind.SERVER, Context.root().with(remote));
      try (Scope scope = span.makeCurrent()) {
        assertThat(skein.currentContext().spanContext().spanIdAsLong()).isEqualTo(3);
      }
      assertThat(skein.currentContext()).isSameAs(Context.root());
    }
  }

  @Test
  void closed_recordsNothingMore() {
    Skein skein = skein().build();
    skein.tracer().startSpan("before").end();
    skein.close();
    skein.close();

    Span late = skein.tracer().startSpan("after");

    late.end();
    assertThat(late.isRecording()).isFalse();
    assertThat(recorded.of(skein)).extracting(s -> s.getName()).containsExactly("before");
  }

  @Test
  void spanEndedAfterClose_isCountedAsDropped() {
    Skein skein = skein().build();
    Span late = skein.tracer().startSpan("late");
    skein.close();

    late.end();

    assertThat(skein.health().live()).isZero();
    assertThat(skein.health().dropped()).containsEntry("shutdown", 1L);
  }

  @Test
  void wrap_carriesTheContextToAnotherThread() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (Skein skein = skein().build()) {
      Span span = skein.tracer().startSpan("s");
      List<Span> seen = new ArrayList<>();
      Callable<Span> task;
      try (Scope scope = span.makeCurrent()) {
        task = skein.tracer().wrap(() -> skein.tracer().currentSpan());
        skein.tracer().wrap(pool).execute(() -> seen.add(skein.tracer().currentSpan()));
      }

      assertThat(pool.submit(task).get()).isSameAs(span);
      assertThat(pool.submit(() -> skein.tracer().currentSpan().isValid()).get()).isFalse();
      assertThat(seen).containsExactly(span);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void baggage_staysWhenASpanBecomesCurrent() {
    try (Skein skein = skein().build()) {
      Baggage baggage = Baggage.parse(List.of("user=7"));
      try (Scope outer = skein.attach(Context.root().with(baggage));
          Scope inner = skein.tracer().startSpan("s").makeCurrent()) {
        assertThat(skein.currentContext().baggage()).isSameAs(baggage);
      }
    }
  }

  @Test
  void twoInstances_doNotShareTheCurrentContext() {
    try (Skein one = skein().build();
        Skein other = skein().build();
        Scope scope = one.tracer().startSpan("s").makeCurrent()) {
      assertThat(other.tracer().currentSpan().isValid()).isFalse();
    }
  }

  @Test
  void build_survivesPartsThatCannotDescribeThemselves() {
    SpanExporter speechless =
        new SpanExporter() {
          @Override
          public CompletableFuture<ExportResult> export(SpanBatch batch) {
            return CompletableFuture.completedFuture(ExportResult.success());
          }

          @Override
          public String description() {
            throw new IllegalStateException("no words");
          }
        };
    try (Skein skein = skein().exporter(speechless).build()) {
      skein.tracer().startSpan("s").end();

      assertThat(skein.flush(Duration.ofMinutes(5)).complete()).isTrue();
    }
  }

  @Test
  void flush_tellsWhatBecameOfTheSpans() {
    try (Skein skein = skein().build()) {
      skein.tracer().startSpan("a").end();
      skein.tracer().startSpan("b").end();

      var result = skein.flush(Duration.ofMinutes(5));

      assertThat(result.complete()).isTrue();
      assertThat(result.exported()).isEqualTo(2);
    }
  }
}
