package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Whatever is done to it, the store holds, finds and counts what plain maps would. */
class StoreModelTest {
  /** A store and what it is compared with. */
  private record Pair(TraceStore store, PlainTraceStore model) {}

  /** What is done to a store; the text is for whoever reads a failure. */
  private record Step(String text, Consumer<Pair> action) {
    @Override
    public String toString() {
      return text;
    }
  }

  @Property(tries = 200)
  void anySteps_leaveWhatPlainMapsWouldHold(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 40) int maxSpans) {
    try (TraceStore store = TraceStores.inMemory(maxSpans, 1 << 20)) {
      Pair pair = new Pair(store, new PlainTraceStore(maxSpans));
      for (Step step : steps) {
        step.action().accept(pair);
        assertSame(pair);
      }
    }
  }

  @Property(tries = 200)
  void anyQuery_findsWhatItMeansWordForWord(
      @ForAll("batches") List<List<SpanRecord>> batches, @ForAll("queries") TraceQuery query) {
    try (TraceStore store = TraceStores.inMemory(1_000, 1 << 20)) {
      PlainTraceStore model = new PlainTraceStore(1_000);
      for (List<SpanRecord> batch : batches) {
        store.add(batch);
        model.add(batch);
      }
      assertThat(ids(store, query)).isEqualTo(ids(model, query));
      for (TraceId id : ids(model, TraceQuery.ALL)) {
        assertThat(store.trace(id, query).isPresent())
            .isEqualTo(model.trace(id, query).isPresent());
      }
    }
  }

  private static void assertSame(Pair pair) {
    StoreStats actual = pair.store().stats();
    StoreStats expected = pair.model().stats();
    assertThat(actual)
        .usingRecursiveComparison()
        .ignoringFields("bytes", "maxBytes")
        .isEqualTo(expected);
    assertThat(actual.bytes()).isLessThanOrEqualTo(actual.maxBytes());
    assertThat(describe(pair.store())).isEqualTo(describe(pair.model()));
  }

  private static List<TraceId> ids(TraceStore store, TraceQuery query) {
    List<TraceId> ids = new ArrayList<>();
    store.scan(query, trace -> ids.add(trace.id()));
    return ids;
  }

  private static List<String> describe(TraceStore store) {
    List<String> all = new ArrayList<>();
    store.scan(
        TraceQuery.ALL,
        trace -> {
          all.add(describe(trace));
          assertThat(describe(store.trace(trace.id()).orElseThrow())).isEqualTo(describe(trace));
          return true;
        });
    return all;
  }

  private static String describe(TraceView trace) {
    StringBuilder text = new StringBuilder(trace.id().toString());
    for (int span = 0; span < trace.size(); span++) {
      text.append('\n').append(trace.spanId(span)).append(' ').append(trace.parentSpanId(span));
      text.append(' ').append(trace.service(span)).append(' ').append(trace.name(span));
      text.append(' ').append(trace.kind(span)).append(' ').append(trace.startEpochNanos(span));
      text.append(' ').append(trace.durationNanos(span)).append(' ').append(trace.error(span));
      text.append(' ').append(trace.attribute(span, "http.route"));
    }
    for (SpanData span : trace.spans()) {
      text.append('\n').append(span.spanId()).append(' ').append(span.name());
      text.append(' ').append(span.attributes().keySet()).append(' ').append(span.resource());
    }
    return text.append('\n').append(HexFormat.of().formatHex(trace.toOtlp())).toString();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> add =
        batch()
            .map(
                batch ->
                    new Step(
                        "add " + batch.stream().map(StoreModelTest::name).toList(),
                        pair -> {
                          pair.store().add(batch);
                          pair.model().add(batch);
                        }));
    Arbitrary<Step> clear =
        Arbitraries.just(
            new Step(
                "clear",
                pair -> {
                  pair.store().clear();
                  pair.model().clear();
                }));
    return Arbitraries.frequencyOf(Tuple.of(20, add), Tuple.of(1, clear)).list().ofMaxSize(30);
  }

  private static String name(SpanRecord span) {
    return span.traceId().high() + "/" + span.spanId() + " " + span.kind();
  }

  @Provide
  Arbitrary<List<List<SpanRecord>>> batches() {
    return batch().list().ofMinSize(1).ofMaxSize(6);
  }

  private static Arbitrary<List<SpanRecord>> batch() {
    return span().list().ofMaxSize(12);
  }

  private static Arbitrary<SpanRecord> span() {
    Arbitrary<TestSpan> identity =
        Combinators.combine(
                Arbitraries.longs().between(1, 8),
                Arbitraries.longs().between(1, 10),
                Arbitraries.longs().between(0, 10),
                Arbitraries.of(SpanKind.values()),
                services(),
                names())
            .as(
                (trace, id, parent, kind, service, name) ->
                    TestSpan.of(trace, id).parent(parent).kind(kind).service(service).name(name));
    return Combinators.combine(
            identity,
            Arbitraries.longs().between(0, 20),
            Arbitraries.longs().between(0, 20),
            Arbitraries.of(true, false),
            attributes())
        .as(
            (span, start, duration, error, attributes) ->
                span.start(TestSpan.START + start)
                    .duration(duration)
                    .error(error)
                    .attributes(attributes)
                    .record());
  }

  private static Arbitrary<String> services() {
    return Arbitraries.of("shop", "payment", "stock");
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("GET /orders", "get /ORDERS/{id}", "SELECT", "charge", "", "Straße");
  }

  private static Arbitrary<Map<String, Object>> attributes() {
    return Arbitraries.maps(
            Arbitraries.of("http.route", "retries", "cached", "share", "raw"),
            Arbitraries.<Object>of("/orders", 3L, -1L, true, 0.25, new byte[] {1}))
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<TraceQuery> queries() {
    Arbitrary<TraceQuery.Builder> spans =
        Combinators.combine(
                services().injectNull(0.6),
                services().injectNull(0.7),
                names().injectNull(0.8),
                Arbitraries.of("ord", "GET", "strasse", "ß", "zz", "").injectNull(0.7),
                Arbitraries.of(TraceQuery.Status.values()).injectNull(0.6),
                terms())
            .as(
                (service, caller, operation, text, status, terms) -> {
                  TraceQuery.Builder query =
                      TraceQuery.builder()
                          .service(service)
                          .caller(caller)
                          .operation(operation)
                          .text(text)
                          .status(status);
                  terms.forEach(query::attribute);
                  return query;
                });
    return Combinators.combine(spans, range(), range(), range())
        .as(
            (query, time, duration, total) ->
                query
                    .from(time[0] == 0 ? 0 : TestSpan.START + time[0])
                    .to(time[1] == Long.MAX_VALUE ? time[1] : TestSpan.START + time[1])
                    .minDuration(duration[0])
                    .maxDuration(duration[1])
                    .minTotal(total[0])
                    .maxTotal(total[1])
                    .build());
  }

  private static Arbitrary<long[]> range() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0L)), Tuple.of(1, Arbitraries.longs().between(1, 20))),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Long.MAX_VALUE)),
                Tuple.of(1, Arbitraries.longs().between(1, 30))))
        .as((min, max) -> new long[] {min, max});
  }

  private static Arbitrary<List<AttributeTerm>> terms() {
    return Combinators.combine(
            Arbitraries.of("http.route", "retries", "cached", "service.name", "none"),
            Arbitraries.of("/orders", "3", "true", "0.25", "shop").injectNull(0.5))
        .as(AttributeTerm::new)
        .list()
        .ofMaxSize(2);
  }
}
