package dev.skein.benchmarks.report;

import java.util.List;
import java.util.Map;

/** What tracing takes before the first request, without any framework. */
final class CoreTable {
  private final Results results;

  CoreTable(Results results) {
    this.results = results;
  }

  @Override
  public String toString() {
    Table table =
        new Table(
            "without a framework",
            "set-up",
            "first hop",
            "heap, idle",
            "heap, used",
            "metaspace",
            "jars",
            "size of jars");
    for (String subject : List.of("skein", "opentelemetry", "brave")) {
      table.row(
          StepTables.name(subject),
          cell("start", subject, "set_up"),
          cell("start", subject, "first_hop"),
          cell("retained", subject, "idle"),
          cell("retained", subject, "used"),
          cell("retained", subject, "metaspace"),
          Numbers.count(results.number("heap", "jars", subject, "count")),
          cell("jars", subject, "size"));
    }
    return table.toString();
  }

  private String cell(String testCase, String subject, String metric) {
    return results
        .figure("heap", testCase, subject, metric, Map.of())
        .map(
            figure ->
                Numbers.text(results.number("heap", testCase, subject, metric), figure.unit()))
        .orElse(Numbers.NOT_MEASURED);
  }
}
