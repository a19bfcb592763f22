package dev.skein.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import dev.skein.interop.B3Propagator;
import dev.skein.interop.JaegerPropagator;
import dev.skein.propagation.Propagator;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What went wrong elsewhere, in full size, by the number of its advisory. */
class AdvisoriesTest {
  /** What a kept baggage may take: its text, and no more than two kilobytes beside it. */
  private static final int BAGGAGE_BYTES = 8_192 + 2_048;

  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static Context extract(Propagator propagator, Headers headers, long atMost) {
    Check.allocates(atMost, () -> propagator.extract(Context.root(), headers, Headers.GETTER));
    return propagator.extract(Context.root(), headers, Headers.GETTER);
  }

  private static Headers headers(String name, List<String> lines) {
    Headers headers = new Headers();
    lines.forEach(line -> headers.add(name, line));
    return headers;
  }

  private static String baggageOf(int from, int members, int length) {
    List<String> list =
        IntStream.range(from, from + members)
            .mapToObj(i -> "key" + i + "=" + "v".repeat(length))
            .toList();
    return String.join(",", list);
  }

  /** OpenTelemetry Java before 1.62: no limit, and what was read was sent on. */
  @Test
  void cve202645292_baggageWithoutEnd_isCutAndNotSentOn() {
    Headers hostile = headers("baggage", List.of(baggageOf(0, 4_000, 100)));

    Context context = extract(Propagator.w3c(), hostile, BAGGAGE_BYTES);

    assertThat(context.baggage().size()).isEqualTo(64);
    Headers sent = new Headers();
    Propagator.w3c().inject(context, sent, Headers.SETTER);
    assertThat(sent.lines("baggage").get(0)).hasSizeLessThanOrEqualTo(8_192);
  }

  /** OpenTelemetry Go: a limit for each line, 80 lines, ten megabytes a request. */
  @Test
  void cve202629181_manyLines_haveOneLimit() {
    List<String> lines = IntStream.range(0, 80).mapToObj(i -> baggageOf(i * 40, 40, 190)).toList();

    Context context = extract(Propagator.w3c(), headers("baggage", lines), BAGGAGE_BYTES);

    assertThat(context.baggage().headerValue()).hasSizeBetween(7_900, 8_192);
    assertThat(
            extract(
                    Propagator.w3c(),
                    headers("baggage", Collections.nCopies(1_000, "a=1")),
                    BAGGAGE_BYTES)
                .baggage()
                .size())
        .isEqualTo(64);
  }

  /** OpenTelemetry Go again: the mending took the limit on the raw length away. */
  @Test
  void cve202641178_lineBeyondTheLimit_isNotReadToItsEnd() {
    Headers megabytes = headers("baggage", List.of("a=1," + "x".repeat(4_000_000)));

    assertThat(extract(Propagator.w3c(), megabytes, 256).baggage().headerValue()).isEqualTo("a=1");
    extract(Propagator.w3c(), headers("baggage", List.of("x".repeat(4_000_000))), 0);
  }

  /** OpenTelemetry JS: the same, by members. */
  @Test
  void ghsa89884f7v96qf_membersThatAreNotKept_costNothing() {
    extract(Propagator.w3c(), headers("baggage", List.of("=,".repeat(4_096))), 0);
    extract(Propagator.w3c(), headers("baggage", List.of(" ".repeat(8_192))), 0);
    extract(Propagator.w3c(), headers("baggage", List.of("a=1" + " ".repeat(8_000) + "x")), 0);
  }

  /** OpenTelemetry .NET: a header was split before anybody counted. */
  @Test
  void cve202640894_separatorsOnly_costNothing() {
    String separators = "-".repeat(8_192);
    extract(B3Propagator.single(), headers("b3", List.of(separators)), 0);
    extract(JaegerPropagator.create(), headers("uber-trace-id", List.of(":".repeat(8_192))), 128);
    extract(Propagator.w3c(), headers("baggage", List.of(",".repeat(8_192))), 0);
    Headers state = headers("tracestate", List.of(",".repeat(8_192))).add("traceparent", PARENT);
    assertThat(extract(Propagator.w3c(), state, 128).spanContext().isValid()).isTrue();
    extract(Propagator.w3c(), headers("traceparent", List.of(separators)), 0);
  }

  /** Swift W3C Trace Context: a malformed header ended the process. */
  @Test
  void cve202623886_everyPrefixAndEveryWrongChar_isSurvived() {
    for (int length = 0; length < PARENT.length(); length++) {
      Headers cut = headers("traceparent", List.of(PARENT.substring(0, length)));
      assertThat(extract(Propagator.w3c(), cut, 0)).isSameAs(Context.root());
      for (char c : "\u0000\n\u00ff\ud800g- ".toCharArray()) {
        StringBuilder wrong = new StringBuilder(PARENT);
        wrong.setCharAt(length, c);
        SpanContext span =
            extract(Propagator.w3c(), headers("traceparent", List.of(wrong.toString())), 128)
                .spanContext();
        assertThat(span.isValid()).isEqualTo(wrong.toString().equals(PARENT));
      }
    }
  }

  /** OpenTelemetry Java #8702: of the list that people type, malformed members did not count. */
  @Test
  void opentelemetryJava8702_malformedMembers_count() {
    Headers typed = headers("jaeger-baggage", List.of("x,".repeat(64) + "a=1"));
    assertThat(extract(JaegerPropagator.create(), typed, 512)).isSameAs(Context.root());

    Headers headers = new Headers();
    for (int i = 0; i < 64; i++) {
      headers.add("uberctx-\"" + i, "v");
    }
    headers.add("uberctx-a", "1");
    assertThat(extract(JaegerPropagator.create(), headers, 32_768).baggage().isEmpty()).isTrue();
  }

  /** Several: white space was looked at once for each of its chars. */
  @Test
  void eightKilobytesOfSpaces_costNothing() {
    String spaces = " ".repeat(8_192);
    for (String name : List.of("traceparent", "tracestate", "baggage", "b3", "uber-trace-id")) {
      for (Propagator propagator : List.of(Propagator.w3c(), B3Propagator.multi())) {
        Headers hostile = headers(name, List.of(spaces));
        assertThat(extract(propagator, hostile, 0)).isSameAs(Context.root());
      }
    }
    assertThat(TraceState.parse("a=1" + spaces + ",b=2").headerValue()).isEqualTo("a=1,b=2");
    assertThat(Baggage.parse("a=1" + spaces.substring(8) + ",b=2").size()).isEqualTo(2);
  }

  /** Jaeger UI: names of attributes were shown as they came; no header becomes a name. */
  @Test
  void ghsaVv24Rm95Q56r_namesOfBaggage_areTokens() {
    String hostile = "<script>alert(1)</script>=1,a b=2,\u0007=3,ok=4";

    assertThat(Baggage.parse(hostile).headerValue()).isEqualTo("ok=4");
  }
}
