package dev.skein.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import dev.skein.propagation.Setter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class B3PropagatorTest {
  private static final String TRACE = "80f198ee56343ba864fe8b2a57d3eff7";
  private static final String SHORT_TRACE = "64fe8b2a57d3eff7";
  private static final String SPAN = "e457b5a2e4d86bd1";
  private static final String PARENT = "05e3ac9a4f6e3b90";
  private static final SpanContext OTHER =
      SpanContext.remote(1, 2, 3, SpanContext.SAMPLED_FLAG, TraceState.empty());

  private static final B3Propagator SINGLE = B3Propagator.single();
  private static final B3Propagator MULTI = B3Propagator.multi();

  static Stream<Propagator> both() {
    return Stream.of(SINGLE, MULTI);
  }

  private static SpanContext single(String value) {
    return Headers.of("b3", value).extract(SINGLE).spanContext();
  }

  private static SpanContext span(int flags) {
    return SpanContext.remote(
        0x80f198ee56343ba8L,
        0x64fe8b2a57d3eff7L,
        0xe457b5a2e4d86bd1L,
        (byte) flags,
        TraceState.empty());
  }

  private static String state(SpanContext span) {
    String known = span.isDebug() ? "debug " : span.isDeferred() ? "deferred " : "";
    return known + (span.isSampled() ? "sampled" : "unsampled");
  }

  @ParameterizedTest
  @CsvSource({
    "'', deferred unsampled",
    "-0, unsampled",
    "-1, sampled",
    "-d, debug sampled",
    "-1-05e3ac9a4f6e3b90, sampled",
    "-0-05e3ac9a4f6e3b90, unsampled",
    "-d-05e3ac9a4f6e3b90, debug sampled",
  })
  void single_isRead(String rest, String state) {
    SpanContext span = single(TRACE + "-" + SPAN + rest);

    assertThat(span.traceId()).isEqualTo(TRACE);
    assertThat(span.spanId()).isEqualTo(SPAN);
    assertThat(state(span)).isEqualTo(state);
    assertThat(span.isRemote()).isTrue();
    assertThat(span.isRandom()).isFalse();
  }

  @Test
  void single_shortTraceId_isPaddedOnTheLeft() {
    SpanContext span = single(SHORT_TRACE + "-" + SPAN + "-1-" + PARENT);

    assertThat(span.traceId()).isEqualTo("0000000000000000" + SHORT_TRACE);
    assertThat(span.spanId()).isEqualTo(SPAN);
  }

  @Test
  void single_blanksAroundIt_areIgnored() {
    assertThat(single(" \t" + TRACE + "-" + SPAN + "-1 ").traceId()).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "2",
        "x",
        "1-1",
        ",",
        TRACE,
        TRACE + "-",
        TRACE + "-" + SPAN + "-",
        TRACE + "-" + SPAN + "-2",
        TRACE + "-" + SPAN + "-D",
        TRACE + "-" + SPAN + "-true",
        TRACE + "-" + SPAN + "x1",
        TRACE + "-" + SPAN + "-1-",
        TRACE + "-" + SPAN + "-1-" + PARENT + "0",
        TRACE + "-" + SPAN + "-1-05e3ac9a4f6e3b9",
        TRACE + "-" + SPAN + "-1-05e3ac9a4f6e3b9g",
        TRACE + "-" + SPAN + "-1x" + PARENT,
        TRACE + "-" + SPAN + "-1-" + PARENT + "-1",
        TRACE + "-e457b5a2e4d86bd",
        TRACE + "-e457b5a2e4d86bd11",
        TRACE + "-0000000000000000-1",
        "00000000000000000000000000000000-" + SPAN + "-1",
        "0000000000000000-" + SPAN + "-1",
        "80F198EE56343BA864FE8B2A57D3EFF7-" + SPAN + "-1",
        TRACE + "-E457B5A2E4D86BD1-1",
        "80f198ee56343ba864fe8b2a57d3eff-" + SPAN + "-1",
        "80f198ee56343ba864fe8b2a57d3eff70-" + SPAN + "-1",
        "80f198ee56343ba864fe8b2a57d3efg7-" + SPAN + "-1",
        "\u0660" + "0f198ee56343ba864fe8b2a57d3eff7-" + SPAN + "-1",
      })
  void single_anythingElse_keepsTheBase(String value) {
    Context base = OTHER.with(Baggage.empty().put("a", "1"));

    assertThat(Headers.of("b3", value).extract(SINGLE, base)).isSameAs(base);
    assertThat(single(value).isValid()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("both")
  void extract_bothEncodings_theSingleHeaderCounts(Propagator propagator) {
    Headers headers =
        Headers.of("b3", SHORT_TRACE + "-" + SPAN + "-0", "X-B3-TraceId", TRACE)
            .add("X-B3-SpanId", PARENT)
            .add("X-B3-Sampled", "1");

    SpanContext span = headers.extract(propagator).spanContext();

    assertThat(span.traceId()).endsWith("0000" + SHORT_TRACE);
    assertThat(span.spanId()).isEqualTo(SPAN);
    assertThat(span.isSampled()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("both")
  void extract_singleHeaderIsNonsense_theOthersCount(Propagator propagator) {
    Headers headers = Headers.of("b3", "nonsense", "X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN);

    assertThat(headers.extract(propagator).spanContext().spanId()).isEqualTo(SPAN);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, deferred unsampled",
        "1, -, sampled",
        "0, -, unsampled",
        "true, -, sampled",
        "True, -, sampled",
        "false, -, unsampled",
        "FALSE, -, unsampled",
        "' 1 ', -, sampled",
        "d, -, deferred unsampled",
        "yes, -, deferred unsampled",
        "-, 1, debug sampled",
        "0, 1, debug sampled",
        "1, 0, sampled",
        "-, 2, deferred unsampled",
      })
  void multi_samplingState_isRead(String sampled, String flags, String state) {
    Headers headers = Headers.of("X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN);
    if (sampled != null) {
      headers.add("X-B3-Sampled", sampled);
    }
    if (flags != null) {
      headers.add("x-b3-flags", flags);
    }

    SpanContext span = headers.extract(MULTI).spanContext();

    assertThat(span.traceId()).isEqualTo(TRACE);
    assertThat(state(span)).isEqualTo(state);
    assertThat(headers.extract(SINGLE).spanContext().traceId()).isEqualTo(TRACE);
  }

  @Test
  void multi_shortTraceId_isPaddedOnTheLeft() {
    Headers headers = Headers.of("x-b3-traceid", SHORT_TRACE, "x-b3-spanid", SPAN);

    assertThat(headers.extract(MULTI).spanContext().traceId())
        .isEqualTo("0000000000000000" + SHORT_TRACE);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        TRACE + ", -",
        "-, " + SPAN,
        TRACE + ", " + SPAN + "0",
        TRACE + ", e457b5a2e4d86bdg",
        TRACE + ", 0000000000000000",
        "0000000000000000, " + SPAN,
        "80f198ee56343ba864fe8b2a57d3eff, " + SPAN,
        "'', " + SPAN,
        TRACE + ", ''",
      })
  void multi_brokenIds_keepTheBase(String trace, String span) {
    Headers headers = Headers.of("X-B3-Sampled", "1");
    if (trace != null) {
      headers.add("X-B3-TraceId", trace);
    }
    if (span != null) {
      headers.add("X-B3-SpanId", span);
    }

    assertThat(headers.extract(MULTI, OTHER)).isSameAs(OTHER);
    assertThat(headers.extract(MULTI)).isSameAs(Context.root());
  }

  @Test
  void extract_severalLines_sayNothing() {
    String value = TRACE + "-" + SPAN + "-1";

    assertThat(Headers.of("b3", value, "b3", value).extract(SINGLE)).isSameAs(Context.root());
    assertThat(
            Headers.of("X-B3-TraceId", TRACE, "X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN)
                .extract(SINGLE))
        .isSameAs(Context.root());
  }

  static Stream<Headers> denied() {
    return Stream.of(
        Headers.of("b3", "0"),
        Headers.of("X-B3-Sampled", "0"),
        Headers.of("X-B3-Sampled", "false"),
        Headers.of("b3", "0", "X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN));
  }

  @ParameterizedTest
  @MethodSource("denied")
  void extract_callerWithoutTraceSaysNo_anUnsampledTraceBegins(Headers headers) {
    SpanContext first = headers.extract(SINGLE).spanContext();
    SpanContext second = headers.extract(SINGLE).spanContext();

    assertThat(first.isValid()).isTrue();
    assertThat(first.isSampled()).isFalse();
    assertThat(first.isDeferred()).isFalse();
    assertThat(first.traceId()).isNotEqualTo(second.traceId()).isNotEqualTo(TRACE);
    assertThat(headers.extract(SINGLE, OTHER)).as("names no trace").isSameAs(OTHER);
  }

  static Stream<Headers> accepted() {
    return Stream.of(
        Headers.of("b3", "1"),
        Headers.of("b3", "d"),
        Headers.of("X-B3-Sampled", "1"),
        Headers.of("X-B3-Flags", "1"),
        Headers.of());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void extract_callerWithoutTraceSaysYesOrNothing_isLeftToTheSampler(Headers headers) {
    assertThat(headers.extract(SINGLE)).isSameAs(Context.root());
  }

  @Test
  void extract_keepsBaggage() {
    Context base = Context.root().with(Baggage.empty().put("a", "1"));

    Context context = Headers.of("b3", TRACE + "-" + SPAN).extract(SINGLE, base);

    assertThat(context.baggage()).isEqualTo(base.baggage());
    assertThat(context.spanContext().spanId()).isEqualTo(SPAN);
  }

  @ParameterizedTest
  @CsvSource({"0, -0", "1, -1", "3, -1", "5, -d", "8, ''"})
  void single_isWritten(int flags, String end) {
    assertThat(Headers.injected(SINGLE, span(flags)))
        .containsExactly(entry("b3", TRACE + "-" + SPAN + end));
  }

  @Test
  void multi_isWritten() {
    assertThat(Headers.injected(MULTI, span(SpanContext.SAMPLED_FLAG)))
        .containsOnly(
            entry("x-b3-traceid", TRACE), entry("x-b3-spanid", SPAN), entry("x-b3-sampled", "1"));
    assertThat(Headers.injected(MULTI, span(0))).containsEntry("x-b3-sampled", "0");
  }

  @Test
  void multi_debug_isWrittenWithoutSampled() {
    assertThat(Headers.injected(MULTI, span(5)))
        .containsEntry("x-b3-flags", "1")
        .doesNotContainKey("x-b3-sampled");
  }

  @Test
  void multi_deferred_isWrittenWithoutDecision() {
    assertThat(Headers.injected(MULTI, span(SpanContext.DEFERRED_FLAG)))
        .containsOnlyKeys("x-b3-traceid", "x-b3-spanid");
  }

  @ParameterizedTest
  @MethodSource("both")
  void inject_noSpan_writesNothing(Propagator propagator) {
    Context context = Context.root().with(Baggage.empty().put("a", "1"));

    assertThat(Headers.injected(propagator, context)).isEmpty();
  }

  @Test
  void fields_areTheHeadersThatAreWritten() {
    assertThat(SINGLE.fields()).containsExactly("b3");
    assertThat(MULTI.fields())
        .containsExactly("x-b3-traceid", "x-b3-spanid", "x-b3-sampled", "x-b3-flags");
  }

  @ParameterizedTest
  @MethodSource("both")
  void carrier_thatThrows_isSurvived(Propagator propagator) {
    Getter<String> getter =
        (carrier, name) -> {
          throw new StackOverflowError();
        };
    Setter<String> setter =
        (carrier, name, value) -> {
          throw new IllegalStateException();
        };

    assertThat(propagator.extract(OTHER, "", getter)).isSameAs(OTHER);
    propagator.inject(span(1), "", setter);
  }

  @Test
  void carrier_thatAnswersNull_isSurvived() {
    Getter<String> getter = (carrier, name) -> null;

    assertThat(SINGLE.extract(OTHER, "", getter)).isSameAs(OTHER);
    assertThat(SINGLE.extract(OTHER, "", (carrier, name) -> List.of())).isSameAs(OTHER);
  }
}
