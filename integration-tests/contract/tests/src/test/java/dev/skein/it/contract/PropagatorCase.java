package dev.skein.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request, and what has to become of it.
 *
 * @param name what the case is about
 * @param sent the headers of the request
 * @param headers those of the call that the service makes then, as {@link PropagatorAnswer} has
 *     them
 * @param parent of the span of the request, as {@link PropagatorAnswer} has it
 */
record PropagatorCase(
    String name, Map<String, String> sent, Map<String, String> headers, String parent) {
  private static final String SHORT = "64fe8b2a57d3eff7";
  private static final String PADDED = "0000000000000000" + SHORT;
  private static final String NEW = "TRACE-";
  private static final String NOT_RECORDED = "not recorded";

  // every case has a trace of its own: spans are found by it
  private static final String FIRST = "80f198ee56343ba864fe8b2a57d3ef01";
  private static final String SECOND = "80f198ee56343ba864fe8b2a57d3ef02";
  private static final String THIRD = "80f198ee56343ba864fe8b2a57d3ef03";
  private static final String FOURTH = "80f198ee56343ba864fe8b2a57d3ef04";
  private static final String PARENT = "e457b5a2e4d86bd1";

  static final Set<String> KNOWN_TRACES = Set.of(PADDED, FIRST, SECOND, THIRD, FOURTH);

  void verify(PropagatorAnswer answer) {
    assertThat(answer.headers()).isEqualTo(headers);
    assertThat(answer.parent()).isEqualTo(parent);
  }

  /** The cases for each value of {@code OTEL_PROPAGATORS}. */
  static Map<String, List<PropagatorCase>> bySetting() {
    Map<String, List<PropagatorCase>> cases = new LinkedHashMap<>();
    cases.put("b3", single());
    cases.put("b3multi,jaeger", severalHeaders());
    cases.put("b3,tracecontext", both());
    return cases;
  }

  private static PropagatorCase of(String name, String parent, String sent, String... headers) {
    return new PropagatorCase(name, map(sent.split("; ")), map(headers), parent);
  }

  private static Map<String, String> map(String... lines) {
    Map<String, String> headers = new TreeMap<>();
    for (String line : lines) {
      String[] parts = line.split(": ", 2);
      if (parts.length == 2) {
        headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
      }
    }
    return headers;
  }

  private static List<PropagatorCase> single() {
    return List.of(
        of("no header: a new trace", NEW, "", "b3: TRACE-SPAN-1"),
        of(
            "b3, sampled",
            FIRST + "-" + PARENT,
            "b3: " + FIRST + "-" + PARENT + "-1",
            "b3: " + FIRST + "-SPAN-1"),
        of(
            "b3, not sampled",
            NOT_RECORDED,
            "b3: " + SECOND + "-" + PARENT + "-0-05e3ac9a4f6e3b90",
            "b3: " + SECOND + "-SPAN-0"),
        of(
            "b3, debug",
            THIRD + "-" + PARENT,
            "b3: " + THIRD + "-" + PARENT + "-d",
            "b3: " + THIRD + "-SPAN-d"),
        of(
            "b3, left to the receiver",
            FOURTH + "-" + PARENT,
            "b3: " + FOURTH + "-" + PARENT,
            "b3: " + FOURTH + "-SPAN-1"),
        of("b3, a decision only", NOT_RECORDED, "b3: 0", "b3: TRACE-SPAN-0"),
        of(
            "several headers of B3, a trace id of 64 bits",
            PADDED + "-" + PARENT,
            "X-B3-TraceId: " + SHORT + "; X-B3-SpanId: " + PARENT + "; X-B3-Sampled: true",
            "b3: " + PADDED + "-SPAN-1"),
        of("nonsense", NEW, "b3: " + FIRST + "-1", "b3: TRACE-SPAN-1"),
        of(
            "traceparent is not looked at",
            NEW,
            "traceparent: 00-" + FIRST + "-" + PARENT + "-01",
            "b3: TRACE-SPAN-1"));
  }

  private static List<PropagatorCase> severalHeaders() {
    return List.of(
        of(
            "no header: a new trace",
            NEW,
            "",
            "x-b3-traceid: TRACE",
            "x-b3-spanid: SPAN",
            "x-b3-sampled: 1",
            "uber-trace-id: TRACE:SPAN:0:1"),
        of(
            "uber-trace-id and baggage",
            FIRST + "-" + PARENT,
            "uber-trace-id: " + FIRST + "%3A" + PARENT + "%3A0%3A1; uberctx-Customer: ada%20l",
            "x-b3-traceid: " + FIRST,
            "x-b3-spanid: SPAN",
            "x-b3-sampled: 1",
            "uber-trace-id: " + FIRST + ":SPAN:0:1",
            "uberctx-customer: ada+l"),
        of(
            "jaeger-baggage without a trace",
            NEW,
            "jaeger-baggage: customer=bob, other=1",
            "x-b3-traceid: TRACE",
            "x-b3-spanid: SPAN",
            "x-b3-sampled: 1",
            "uber-trace-id: TRACE:SPAN:0:1",
            "uberctx-customer: bob"),
        of(
            "b3, not sampled",
            NOT_RECORDED,
            "b3: " + SECOND + "-" + PARENT + "-0",
            "x-b3-traceid: " + SECOND,
            "x-b3-spanid: SPAN",
            "x-b3-sampled: 0",
            "uber-trace-id: " + SECOND + ":SPAN:0:0"),
        of(
            "several headers of B3, debug",
            THIRD + "-" + PARENT,
            "X-B3-TraceId: " + THIRD + "; X-B3-SpanId: " + PARENT + "; X-B3-Flags: 1",
            "x-b3-traceid: " + THIRD,
            "x-b3-spanid: SPAN",
            "x-b3-flags: 1",
            "uber-trace-id: " + THIRD + ":SPAN:0:3"));
  }

  private static List<PropagatorCase> both() {
    return List.of(
        of(
            "both: the later propagator counts",
            SECOND + "-" + PARENT,
            "b3: " + FIRST + "-" + PARENT + "-1; traceparent: 00-" + SECOND + "-" + PARENT + "-03",
            "b3: " + SECOND + "-SPAN-1",
            "traceparent: 00-" + SECOND + "-SPAN-03"),
        of(
            "b3 only: the trace id is not known to be random",
            THIRD + "-" + PARENT,
            "b3: " + THIRD + "-" + PARENT + "-1",
            "b3: " + THIRD + "-SPAN-1",
            "traceparent: 00-" + THIRD + "-SPAN-01"),
        of(
            "traceparent is nonsense: b3 counts",
            FOURTH + "-" + PARENT,
            "b3: " + FOURTH + "-" + PARENT + "-1; traceparent: 00-0-0-01",
            "b3: " + FOURTH + "-SPAN-1",
            "traceparent: 00-" + FOURTH + "-SPAN-01"));
  }
}
