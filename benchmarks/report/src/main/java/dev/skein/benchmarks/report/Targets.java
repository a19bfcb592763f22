package dev.skein.benchmarks.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The goals that were set before anything was built, and how they are read from the results. */
final class Targets {
  /** A String of 55 chars on a 64-bit JVM: 24 bytes, and 72 of its array. */
  private static final double ONE_TRACEPARENT = 96;

  private static final double FLAT = 1.2;
  private static final double ALL_DELIVERED = 99.9;
  private static final String SKEIN = "skein";
  private static final String TUNED = "opentelemetry-tuned";
  private static final Map<String, String> ONE_THREAD = Map.of("threads", "1");

  private final Results results;

  Targets(Results results) {
    this.results = results;
  }

  List<Target> all() {
    List<Target> targets = new ArrayList<>();
    addPipeline(targets);
    addSteps(targets);
    addHttp(targets);
    addGrowth(targets);
    targets.addAll(new ViewerTables(results).targets());
    return targets;
  }

  private void addPipeline(List<Target> targets) {
    targets.add(
        Target.atLeast(
            "CPU per delivered span at 40,000 spans/s, the tuned OpenTelemetry SDK against Skein",
            Numbers.ratio(
                results.number("pipeline", "rate", TUNED, "cpu_per_span"),
                results.number("pipeline", "rate", SKEIN, "cpu_per_span")),
            6,
            "times"));
    targets.add(
        Target.atLeast(
            "Spans delivered at 40,000 spans/s",
            results.number("pipeline", "rate", SKEIN, "delivered"),
            100,
            "%"));
    targets.add(
        Target.atLeast(
            "Spans delivered flat out on one thread, Skein against the tuned OpenTelemetry SDK",
            Numbers.ratio(
                results.number("pipeline", "flat-out", SKEIN, "delivered_per_second"),
                results.number("pipeline", "flat-out", TUNED, "delivered_per_second")),
            10,
            "times"));
    targets.add(
        Target.atMost(
            "Spans flat out that were neither delivered nor counted as dropped",
            results.number("pipeline", "flat-out", SKEIN, "unaccounted"),
            0,
            "spans"));
    targets.add(
        Target.atMost(
            "Allocation on the application's thread, per span of the hop",
            results.number("pipeline", "rate", SKEIN, "app_allocation_per_span"),
            160,
            "B"));
  }

  private void addSteps(List<Target> targets) {
    targets.add(
        Target.atMost(
            "Bare sampled span, started, ended and encoded, against two clock reads",
            Numbers.ratio(
                jmh("bare-span", SKEIN, "cpu", ONE_THREAD),
                jmh("two-clock-reads", "", "cpu", ONE_THREAD)),
            3,
            "times"));
    addAboveBare(
        targets,
        "`traceparent` parse, with the context that it gives",
        "extract",
        Map.of("headers", "valid"),
        20,
        0);
    addAboveBare(
        targets, "`traceparent` inject", "inject", Map.of("headers", "valid"), 30, ONE_TRACEPARENT);
    addAboveBare(targets, "Unsampled hop", "hop", Map.of("sampled", "false"), 60, 160);
    Map<String, String> sampled = Map.of("sampled", "true");
    OptionalDouble slowdown =
        Numbers.ratio(
            jmh("hop", SKEIN, "time", with(sampled, "threads", "1")),
            jmh("hop", SKEIN, "time", with(sampled, "threads", "2")));
    targets.add(
        Target.atLeast(
            "Hops on two threads against one",
            slowdown.isPresent()
                ? OptionalDouble.of(2 * slowdown.getAsDouble())
                : OptionalDouble.empty(),
            1.8,
            "times"));
  }

  /** Time and allocation of a step, without what the loop around it takes. */
  private void addAboveBare(
      List<Target> targets,
      String name,
      String testCase,
      Map<String, String> params,
      double nanos,
      double bytes) {
    Map<String, String> all = with(params, "threads", "1");
    targets.add(
        Target.atMost(
            name + ", time",
            Numbers.difference(jmh(testCase, SKEIN, "cpu", all), jmh(testCase, "bare", "cpu", all)),
            nanos,
            "ns"));
    OptionalDouble allocated =
        Numbers.difference(
            jmh(testCase, SKEIN, "allocation", all), jmh(testCase, "bare", "allocation", all));
    // objects have whole bytes; the rest is what the JVM itself allocated meanwhile
    targets.add(
        Target.atMost(
            name + ", allocation",
            allocated.isPresent()
                ? OptionalDouble.of(Math.rint(allocated.getAsDouble()))
                : allocated,
            bytes,
            "B"));
  }

  private void addHttp(List<Target> targets) {
    for (Framework framework : Framework.values()) {
      targets.add(
          Target.atLeast(
              "CPU added per HTTP request, " + framework.peer() + " against Skein",
              Numbers.ratio(
                  results.number("http", framework.id(), "peer", "cpu_added_per_request"),
                  results.number("http", framework.id(), SKEIN, "cpu_added_per_request")),
              framework.goal(),
              "times"));
    }
    for (Framework framework : Framework.values()) {
      targets.add(
          Target.atMost(
              "Start-up of " + framework.title() + ", added until the first response",
              results.number("startup", framework.id(), SKEIN, "first_response_added"),
              50,
              "ms"));
      targets.add(
          Target.atMost(
              "Retained heap of " + framework.title() + ", added after traffic",
              Numbers.difference(
                  results.number("startup", framework.id(), SKEIN, "retained_heap"),
                  results.number("startup", framework.id(), "bare", "retained_heap")),
              5,
              "MiB"));
    }
  }

  private void addGrowth(List<Target> targets) {
    targets.add(
        Target.atMost(
            "Cost per span from 1 to 1,000,000 live spans, dearest against cheapest",
            spread(results.series("growth", "live", SKEIN, "app_cpu_per_span")),
            FLAT,
            "times"));
    List<Figure> unsaturated =
        results.series("growth", "rate", SKEIN, "cpu_per_span").stream()
            .filter(
                figure ->
                    results.number("growth", "rate", SKEIN, "delivered", figure.params()).orElse(0)
                        >= ALL_DELIVERED)
            .toList();
    targets.add(
        Target.atMost(
            "Cost per span from 1,000 spans/s to the saturation rate, dearest against cheapest",
            spread(unsaturated),
            FLAT,
            "times"));
  }

  private static OptionalDouble spread(List<Figure> figures) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (Figure figure : figures) {
      Double number = figure.number();
      if (number == null) {
        return OptionalDouble.empty();
      }
      least = Math.min(least, number);
      greatest = Math.max(greatest, number);
    }
    return least > 0 && figures.size() > 1
        ? OptionalDouble.of(greatest / least)
        : OptionalDouble.empty();
  }

  private OptionalDouble jmh(
      String testCase, String subject, String metric, Map<String, String> params) {
    return results.number("jmh", testCase, subject, metric, params);
  }

  private static Map<String, String> with(Map<String, String> params, String name, String value) {
    Map<String, String> all = new HashMap<>(params);
    all.put(name, value);
    return all;
  }
}
