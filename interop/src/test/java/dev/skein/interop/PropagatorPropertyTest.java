package dev.skein.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import dev.skein.propagation.Propagator;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever is written is read again, and whatever comes is survived. */
class PropagatorPropertyTest {
  private static final SpanContext OTHER =
      SpanContext.remote(1, 2, 3, SpanContext.SAMPLED_FLAG, TraceState.empty());

  @Provide
  Arbitrary<Propagator> propagators() {
    return Arbitraries.of(B3Propagator.single(), B3Propagator.multi(), JaegerPropagator.create());
  }

  @Provide
  Arbitrary<Integer> flags() {
    return Arbitraries.of(0, 1, 5, 8);
  }

  /** Chars that headers of these formats are made of, and a few that they are not. */
  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> like =
        Arbitraries.strings().withChars("0123456789abcdefABCDEF-:,%dg \t\u0000é").ofMaxLength(80);
    return Arbitraries.oneOf(like, Arbitraries.strings().ofMaxLength(300));
  }

  @Property
  void written_isReadAgain(
      @ForAll("propagators") Propagator propagator,
      @ForAll long high,
      @ForAll long low,
      @ForAll long id,
      @ForAll("flags") int flags) {
    SpanContext span = SpanContext.remote(high, low, id, (byte) flags, TraceState.empty());

    Headers headers = new Headers();
    propagator.inject(span, headers, Headers::add);
    SpanContext read = headers.extract(propagator).spanContext();

    assertThat(read.isValid()).isEqualTo(span.isValid());
    if (span.isValid()) {
      assertThat(read.traceId()).isEqualTo(span.traceId());
      assertThat(read.spanId()).isEqualTo(span.spanId());
      assertThat(read.isSampled()).isEqualTo(span.isSampled());
      assertThat(read.isDebug()).isEqualTo(span.isDebug());
      boolean defers = propagator instanceof B3Propagator;
      assertThat(read.isDeferred()).isEqualTo(defers && span.isDeferred());
    }
  }

  @Property
  void headersOfAnyContent_areSurvived(
      @ForAll("propagators") Propagator propagator,
      @ForAll("hostile") String single,
      @ForAll("hostile") String trace,
      @ForAll("hostile") String span,
      @ForAll("hostile") String baggage) {
    Headers headers =
        Headers.of("b3", single, "uber-trace-id", single)
            .add("x-b3-traceid", trace)
            .add("x-b3-spanid", span)
            .add("x-b3-sampled", trace)
            .add("x-b3-flags", span)
            .add("jaeger-baggage", baggage)
            .add("uberctx-" + span, baggage);

    Context context = headers.extract(propagator, OTHER);

    assertThat(context.spanContext().isValid()).isTrue();
    assertThat(context.baggage().size()).isLessThanOrEqualTo(64);
    Map<String, String> out = Headers.injected(propagator, context);
    assertThat(out.values()).allMatch(value -> value.chars().allMatch(c -> c >= ' ' && c <= '~'));
  }

  /** One char of a valid header changed: still valid, or the base, but nothing in between. */
  @Property
  void single_oneCharChanged_isReadWhollyOrNotAtAll(
      @ForAll @IntRange(max = 50) int at, @ForAll char c) {
    StringBuilder value = new StringBuilder("80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1");
    value.setCharAt(at, c);

    Context context = Headers.of("b3", value.toString()).extract(B3Propagator.single(), OTHER);

    if (context != OTHER) {
      assertThat(value.toString().strip())
          .startsWith(context.spanContext().traceId() + "-" + context.spanContext().spanId());
    }
  }

  @Property
  void jaegerBaggage_anyValue_comesBack(@ForAll String value) {
    Context context = Context.root().with(Baggage.empty().put("key", value));

    Headers headers = new Headers();
    JaegerPropagator.create().inject(context, headers, Headers::add);

    assertThat(headers.extract(JaegerPropagator.create()).baggage()).isEqualTo(context.baggage());
  }
}
