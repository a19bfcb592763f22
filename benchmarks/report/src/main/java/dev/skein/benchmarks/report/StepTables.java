package dev.skein.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each step of a request costs its thread. */
final class StepTables {
  private static final List<String> SUBJECTS =
      List.of("skein", "opentelemetry-tuned", "brave", "bare");

  private final Results results;

  StepTables(Results results) {
    this.results = results;
  }

  /** How a subject is called on the page. */
  static String name(String subject) {
    return switch (subject) {
      case "skein" -> "Skein";
      case "opentelemetry" -> "OpenTelemetry SDK";
      case "opentelemetry-tuned" -> "OpenTelemetry SDK, tuned";
      case "brave" -> "Brave";
      default -> subject;
    };
  }

  @Override
  public String toString() {
    Table table = new Table("", "Skein", "OpenTelemetry SDK, tuned", "Brave", "the loop alone");
    steps().forEach((title, step) -> addRow(table, title, step));
    return """
        ## Steps

        JMH: CPU time and allocation of one operation; for virtual threads the wall clock's time. Two clock reads, as a yardstick: %s.

        """
            .formatted(Numbers.text(results.number("jmh", "two-clock-reads", "", "cpu"), "ns"))
        + table;
  }

  private record Step(String testCase, Map<String, String> params) {}

  private static Map<String, Step> steps() {
    Map<String, Step> steps = new LinkedHashMap<>();
    for (String headers : List.of("valid", "invalid", "absent", "tracestate-1", "tracestate-32")) {
      steps.put("extract, " + headers, new Step("extract", Map.of("headers", headers)));
    }
    for (String headers : List.of("valid", "tracestate-1", "tracestate-32")) {
      steps.put("inject, " + headers, new Step("inject", Map.of("headers", headers)));
    }
    for (String threads : List.of("1", "2")) {
      String on = ", " + threads + (threads.equals("1") ? " thread" : " threads");
      steps.put("bare span" + on, new Step("bare-span", Map.of("threads", threads)));
      steps.put("server span" + on, new Step("server-span", Map.of("threads", threads)));
      for (String sampled : List.of("true", "false")) {
        steps.put(
            (sampled.equals("true") ? "hop" : "hop, unsampled") + on,
            new Step("hop", Map.of("threads", threads, "sampled", sampled)));
      }
    }
    for (String sampled : List.of("true", "false")) {
      steps.put(
          (sampled.equals("true") ? "hop" : "hop, unsampled") + ", 1,000 virtual threads",
          new Step("hop-virtual-threads", Map.of("sampled", sampled)));
    }
    return steps;
  }

  private void addRow(Table table, String title, Step step) {
    String metric = step.testCase().equals("hop-virtual-threads") ? "time" : "cpu";
    List<String> cells = new ArrayList<>();
    cells.add(title);
    for (String subject : SUBJECTS) {
      cells.add(cell(step, subject, metric));
    }
    table.row(cells);
  }

  private String cell(Step step, String subject, String metric) {
    var time = results.number("jmh", step.testCase(), subject, metric, step.params());
    var bytes = results.number("jmh", step.testCase(), subject, "allocation", step.params());
    return time.isEmpty()
        ? Numbers.NOT_MEASURED
        : Numbers.text(time, "ns") + ", " + Numbers.text(bytes, "B");
  }
}
