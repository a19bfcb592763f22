package dev.skein.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What a span costs as there is more of something. */
final class GrowthTables {
  private final Results results;

  GrowthTables(Results results) {
    this.results = results;
  }

  @Override
  public String toString() {
    return """
        ## Growth

        The CPU time of one span on the application's thread, the exporter discarding; for threads and rates that of the process.

        ![CPU time of a span against attributes, live spans and spans per second](%s)

        """
            .formatted(Page.GROWTH_CHART)
        + String.join(
            "\n",
            table("attributes", "attributes", "app_cpu_per_span", "opentelemetry"),
            table("live", "live spans", "app_cpu_per_span", "opentelemetry"),
            table("threads", "threads", "cpu_per_span", "opentelemetry"),
            rates());
  }

  private String table(String testCase, String title, String metric, String peer) {
    Table table = new Table(title, "Skein", "OpenTelemetry SDK", "1/");
    List<Figure> figures = results.series("growth", testCase, "skein", metric);
    for (Figure figure : figures) {
      OptionalDouble mine = results.number("growth", testCase, "skein", metric, figure.params());
      OptionalDouble theirs = results.number("growth", testCase, peer, metric, figure.params());
      table.row(
          param(figure, testCase),
          Numbers.text(mine, "ns"),
          Numbers.text(theirs, "ns"),
          Numbers.text(Numbers.ratio(theirs, mine), ""));
    }
    return figures.isEmpty() ? title + ": " + Numbers.NOT_MEASURED + "\n" : table.toString();
  }

  private String rates() {
    String peer = "opentelemetry-tuned";
    Table table =
        new Table(
            "spans/s offered", "Skein", "delivered", "OpenTelemetry SDK, tuned", "delivered", "1/");
    List<Figure> figures = results.series("growth", "rate", "skein", "cpu_per_span");
    for (Figure figure : figures) {
      Map<String, String> params = figure.params();
      OptionalDouble mine = rate("skein", "cpu_per_span", params);
      OptionalDouble theirs = rate(peer, "cpu_per_span", params);
      table.row(
          param(figure, "rate"),
          Numbers.text(mine, "ns"),
          Numbers.text(rate("skein", "delivered", params), "%"),
          Numbers.text(theirs, "ns"),
          Numbers.text(rate(peer, "delivered", params), "%"),
          Numbers.text(Numbers.ratio(theirs, mine), ""));
    }
    return figures.isEmpty() ? "spans/s: " + Numbers.NOT_MEASURED + "\n" : table.toString();
  }

  private OptionalDouble rate(String subject, String metric, Map<String, String> params) {
    return results.number("growth", "rate", subject, metric, params);
  }

  private static String param(Figure figure, String name) {
    String value = figure.params().getOrDefault(name, "");
    return value.chars().allMatch(Character::isDigit) && !value.isEmpty()
        ? String.format(Locale.ROOT, "%,d", Long.parseLong(value))
        : value;
  }
}
