package dev.skein.benchmarks.jmh;

import dev.skein.benchmarks.Extent;
import dev.skein.benchmarks.Subjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One benchmark with one set of parameters: what gets a JVM of its own. Immutable.
 *
 * @param name what the results call it
 * @param method the benchmark
 * @param subject what it is done with; empty when that is no parameter of it
 * @param params its other parameters
 * @param threads how many threads do it; zero for the virtual threads that it starts itself
 */
record Case(String name, String method, String subject, Map<String, String> params, int threads) {
  private static final List<String> SPAN_SUBJECTS =
      List.of(Subjects.SKEIN, Subjects.OPENTELEMETRY_TUNED, Subjects.BRAVE);
  private static final List<String> HOP_SUBJECTS =
      List.of(
          Subjects.BARE,
          Subjects.SKEIN,
          Subjects.SKEIN_HTTP,
          Subjects.OPENTELEMETRY_TUNED,
          Subjects.BRAVE);
  private static final List<String> CODECS =
      List.of(
          Subjects.BARE,
          Subjects.SKEIN,
          Subjects.OPENTELEMETRY_TUNED,
          Subjects.BRAVE,
          PropagationBenchmark.BRAVE_W3C);

  /** Copies the params. */
  Case {
    params = new LinkedHashMap<>(params);
  }

  /** Those that any JDK can run. */
  static List<Case> all(Extent extent) {
    return extent == Extent.CHECK ? onePerBenchmark(all(true)) : all(extent == Extent.SHORT);
  }

  /** Those for a JDK with virtual threads. */
  static List<Case> virtual(Extent extent) {
    List<Case> cases = new ArrayList<>();
    boolean brief = extent != Extent.FULL;
    addHops(cases, "hop-virtual-threads", "VirtualThreadsBenchmark.hops", brief, 0);
    return extent == Extent.CHECK ? onePerBenchmark(cases) : cases;
  }

  private static List<Case> onePerBenchmark(List<Case> cases) {
    Map<String, Case> byName = new LinkedHashMap<>();
    for (Case one : cases) {
      if (one.subject().isEmpty() || one.subject().equals(Subjects.SKEIN)) {
        byName.putIfAbsent(one.name(), one);
      }
    }
    return List.copyOf(byName.values());
  }

  private static List<Case> all(boolean brief) {
    List<Case> cases = new ArrayList<>();
    cases.add(new Case("two-clock-reads", "ClockBenchmark.twoClockReads", "", Map.of(), 1));
    addPropagation(cases, brief);
    for (String chars : List.of("8192", "65536")) {
      cases.add(
          new Case("hostile-input", "HostileInputBenchmark.read", "", Map.of("chars", chars), 1));
    }
    for (int threads = 1; threads <= 2; threads++) {
      for (String subject : SPAN_SUBJECTS) {
        cases.add(new Case("bare-span", "SpanBenchmark.bareSpan", subject, Map.of(), threads));
        if (threads == 1) {
          cases.add(
              new Case("server-span", "SpanBenchmark.serverSpan", subject, Map.of(), threads));
        }
      }
      addHops(cases, "hop", "HopBenchmark.hop", threads > 1, threads);
    }
    return cases;
  }

  private static void addPropagation(List<Case> cases, boolean brief) {
    List<String> received =
        brief
            ? List.of("valid", "tracestate-32")
            : List.of("valid", "invalid", "absent", "tracestate-1", "tracestate-32");
    List<String> sent =
        brief ? List.of("valid") : List.of("valid", "tracestate-1", "tracestate-32");
    for (String codec : CODECS) {
      boolean noTraceState = codec.equals(Subjects.BARE) || codec.equals(Subjects.BRAVE);
      for (String headers : received) {
        if (!noTraceState || !headers.startsWith("tracestate")) {
          cases.add(
              new Case(
                  "extract", "PropagationBenchmark.extract", codec, Map.of("headers", headers), 1));
        }
      }
      for (String headers : sent) {
        if (!noTraceState || !headers.startsWith("tracestate")) {
          cases.add(
              new Case(
                  "inject", "PropagationBenchmark.inject", codec, Map.of("headers", headers), 1));
        }
      }
    }
  }

  private static void addHops(
      List<Case> cases, String name, String method, boolean sampledOnly, int threads) {
    for (String sampled : sampledOnly ? List.of("true") : List.of("true", "false")) {
      for (String subject : HOP_SUBJECTS) {
        cases.add(new Case(name, method, subject, Map.of("sampled", sampled), threads));
      }
    }
  }
}
