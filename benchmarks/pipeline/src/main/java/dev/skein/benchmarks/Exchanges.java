package dev.skein.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A round of {@value #COUNT} exchanges that differ in trace id, span id, path and URL, so that no
 * subject lives on one value that the processor has learnt by heart. Immutable and thread-safe.
 */
public final class Exchanges {
  /** How many there are; a power of two. */
  public static final int COUNT = 64;

  private final List<Exchange> exchanges;

  private Exchanges(List<Exchange> exchanges) {
    this.exchanges = exchanges;
  }

  /**
   * Requests of a caller that traces: {@code traceparent} for those who read W3C Trace Context, and
   * {@code b3} with the same ids for those who read B3.
   *
   * @param sampled what the caller decided
   */
  public static Exchanges traced(boolean sampled) {
    return withTraceState(sampled, 0);
  }

  /** The same, with a {@code tracestate} of so many members. */
  public static Exchanges withTraceState(boolean sampled, int members) {
    SplittableRandom random = new SplittableRandom(members + 1);
    List<Exchange> exchanges = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      String traceId = hex(random) + hex(random);
      String spanId = hex(random);
      Map<String, String> headers =
          Map.of(
              "traceparent", "00-" + traceId + '-' + spanId + (sampled ? "-01" : "-00"),
              "b3", traceId + '-' + spanId + (sampled ? "-1" : "-0"));
      exchanges.add(
          Exchange.of(i, members == 0 ? headers : plus(headers, traceState(random, members))));
    }
    return new Exchanges(exchanges);
  }

  /** Requests whose headers are no trace context: too short, not hexadecimal, all zero. */
  public static Exchanges invalid() {
    String zeros = "00000000000000000000000000000000";
    String id = "4bf92f3577b34da6a3ce929d0e0e4736";
    List<String> broken =
        List.of(
            "00-" + id + "-00f067aa0ba902b-01",
            "00-" + id.replace('b', 'g') + "-00f067aa0ba902b7-01",
            "00-" + zeros + "-00f067aa0ba902b7-01",
            "ff-" + id + "-00f067aa0ba902b7-01");
    List<String> brokenB3 =
        List.of(
            id + "-00f067aa0ba902b-1",
            id.replace('b', 'g') + "-00f067aa0ba902b7-1",
            zeros + "-00f067aa0ba902b7-1",
            id + "-00f067aa0ba902b7-z");
    List<Exchange> exchanges = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      int kind = i % broken.size();
      exchanges.add(
          Exchange.of(i, Map.of("traceparent", broken.get(kind), "b3", brokenB3.get(kind))));
    }
    return new Exchanges(exchanges);
  }

  /** Requests of a caller that does not trace. */
  public static Exchanges untraced() {
    List<Exchange> exchanges = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      exchanges.add(Exchange.of(i, Map.of()));
    }
    return new Exchanges(exchanges);
  }

  /** One of them; any number will do. */
  public Exchange get(int number) {
    return exchanges.get(number & (COUNT - 1));
  }

  private static Map<String, String> plus(Map<String, String> headers, String traceState) {
    return Map.of("traceparent", headers.getOrDefault("traceparent", ""), "tracestate", traceState);
  }

  private static String traceState(SplittableRandom random, int members) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < members; i++) {
      text.append(i == 0 ? "" : ",").append("vendor").append(i).append('=');
      text.append(Long.toHexString(random.nextLong() | 1L << 62), 0, 8);
    }
    return text.toString();
  }

  private static String hex(SplittableRandom random) {
    return String.format(Locale.ROOT, "%016x", random.nextLong() | 1);
  }
}
