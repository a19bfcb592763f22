package dev.skein.testkit;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.AttributeKey;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SkeinAssertionsTest {
  private static final AttributeKey<Long> CODE = AttributeKey.longKey("http.response.status_code");

  private static final SpanData BUY = Spans.span("buy", 1, 0).in("shopper").build();
  private static final SpanData POST =
      Spans.span("POST", 2, 1)
          .in("shopper")
          .kind(SpanKind.CLIENT)
          .status(StatusCode.ERROR, "went wrong")
          .attributes(Map.of("http.response.status_code", 500L, "body", new byte[] {1}))
          .event("exception")
          .build();
  private static final Trace TRACE = Trace.of(Spans.TRACE_ID, List.of(BUY, POST));

  @Test
  void assertions_thatHold_pass() {
    assertThat(TRACE)
        .isComplete()
        .hasSpans(2)
        .hasSpanNames("POST", "buy")
        .hasServices("shopper")
        .root()
        .hasName("buy")
        .hasNoParent()
        .hasNoEvents()
        .doesNotHaveAttribute("http.response.status_code");
    assertThat(TRACE)
        .span("POST", SpanKind.CLIENT)
        .hasParent("buy")
        .hasParent(BUY)
        .hasTraceId(Spans.TRACE_ID)
        .hasService("shopper")
        .hasKind(SpanKind.CLIENT)
        .hasStatus(StatusCode.ERROR, "went wrong")
        .hasAttribute("http.response.status_code")
        .hasAttribute("http.response.status_code", 500)
        .hasAttribute(CODE, 500L)
        .hasAttributes(Map.of("body", new byte[] {1}))
        .hasExactlyAttributes(Map.of("http.response.status_code", 500, "body", new byte[] {1}))
        .hasEvent("exception");
    assertThat(POST).hasName("POST");
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void assertion_thatDoesNotHold_failsWithTheTree(Consumer<TraceAssert> assertion, String message) {
    assertThatThrownBy(() -> assertion.accept(assertThat(TRACE)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message)
        .hasMessageContaining(TRACE.toString());
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(trace -> trace.hasSpans(3), "expected 3 spans"),
        wrong(trace -> trace.hasSpanNames("buy"), "expected spans named [buy], found [POST, buy]"),
        wrong(trace -> trace.hasServices("a"), "expected the services [a], found [shopper]"),
        wrong(trace -> trace.span("pay"), "expected one span named pay, found 0"),
        wrong(trace -> trace.root().hasName("sell"), "expected name to be <sell>, but was <buy>"),
        wrong(trace -> trace.root().hasKind(SpanKind.SERVER), "expected kind to be <SERVER>"),
        wrong(trace -> trace.root().hasParent(POST), "expected parent span id to be <0000"),
        wrong(trace -> trace.span("POST").hasNoParent(), "expected parent span id to be <>"),
        wrong(trace -> trace.span("POST").hasService("a"), "expected service to be <a>"),
        wrong(trace -> trace.span("POST").hasTraceId("a"), "expected trace id to be <a>"),
        wrong(trace -> trace.span("POST").hasStatus(StatusCode.OK), "expected status to be <OK>"),
        wrong(
            trace -> trace.span("POST").hasStatus(StatusCode.ERROR, "a"),
            "expected status description to be <a>, but was <went wrong>"),
        wrong(trace -> trace.root().hasAttribute("a"), "expected an attribute a"),
        wrong(trace -> trace.root().hasAttribute("a", 1), "expected attribute a to be <1>"),
        wrong(
            trace -> trace.span("POST").hasExactlyAttributes(Map.of("a", 1)),
            "expected attributes not found: {a=1}, found instead: {body="),
        wrong(
            trace -> trace.span("POST").doesNotHaveAttribute("body"), "expected no attribute body"),
        wrong(trace -> trace.root().hasEvent("a"), "expected an event a"),
        wrong(trace -> trace.span("POST").hasNoEvents(), "expected no event"));
  }

  @Test
  void isComplete_ofAnIncompleteTrace_fails() {
    Trace trace = Trace.of(Spans.TRACE_ID, List.of(POST));

    assertThatThrownBy(() -> assertThat(trace).isComplete())
        .hasMessageContaining("expected a complete trace")
        .hasMessageContaining(trace.toString());
  }

  @Test
  void description_isPartOfTheFailure() {
    assertThatThrownBy(() -> assertThat(BUY).as("the purchase").hasName("sell"))
        .hasMessageContaining("the purchase");
  }

  private static Arguments wrong(Consumer<TraceAssert> assertion, String message) {
    return Arguments.of(assertion, message);
  }
}
