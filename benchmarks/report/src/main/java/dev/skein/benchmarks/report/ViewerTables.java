package dev.skein.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The viewer and the Zipkin server, side by side. */
final class ViewerTables {
  static final String SUITE = "viewer";
  static final String OTLP = "OTLP protobuf";
  static final String ZIPKIN_JSON = "Zipkin JSON";

  private static final String SKEIN = "skein";
  private static final String ZIPKIN = "zipkin";

  private final Results results;

  ViewerTables(Results results) {
    this.results = results;
  }

  @Override
  public String toString() {
    return """
        ## Skein Viewer and Zipkin

        Each is the process that a user would start, `java -jar` without options; they take turns. Requests of 100 spans come over four
        connections from a process on the same two cores; lost is what was answered with a success and not counted by the server.
        Searches ask a server that was sent 500,000 spans, and holds %s of them, for 20 traces, from the request to the last byte of the
        answer. Zipkin is its own `zipkin-server` 3.6.1, `slim`, with storage in memory, where half a million spans is its limit, too.

        """
            .formatted(Numbers.text(results.number(SUITE, "search", SKEIN, "held"), ""))
        + servers()
        + "\n"
        + ingest()
        + "\n"
        + searches();
  }

  private String servers() {
    Table table = new Table("", "Skein Viewer", "Zipkin", "ratio");
    row(table, "ready", "start", "ready", Map.of());
    row(table, "resident when idle", "idle", "resident", Map.of());
    row(table, "jar", "jar", "size", Map.of());
    row(table, "resident when searched", "search", "resident", Map.of());
    row(table, "a trace of 10,000 spans, as JSON", "large-trace", "time", Map.of());
    return table.toString();
  }

  private void row(
      Table table, String name, String testCase, String metric, Map<String, String> params) {
    table.row(
        name,
        Numbers.spread(results.figure(SUITE, testCase, SKEIN, metric, params)),
        Numbers.spread(results.figure(SUITE, testCase, ZIPKIN, metric, params)),
        Numbers.text(
            Numbers.ratio(
                results.number(SUITE, testCase, ZIPKIN, metric, params),
                results.number(SUITE, testCase, SKEIN, metric, params)),
            ""));
  }

  private String ingest() {
    Table table = new Table("ingest", "spans/s", "lost", "refused requests", "resident");
    ingest(table, "Skein Viewer", SKEIN, OTLP);
    ingest(table, "Skein Viewer", SKEIN, ZIPKIN_JSON);
    ingest(table, "Zipkin", ZIPKIN, ZIPKIN_JSON);
    return table.toString();
  }

  private void ingest(Table table, String name, String subject, String format) {
    Map<String, String> params = Map.of("format", format);
    table.row(
        name + ", " + format,
        Numbers.spread(results.figure(SUITE, "ingest", subject, "rate", params)),
        Numbers.count(results.number(SUITE, "ingest", subject, "lost", params)),
        Numbers.count(results.number(SUITE, "ingest", subject, "refused", params)),
        Numbers.text(results.number(SUITE, "ingest", subject, "resident", params), "MiB"));
  }

  private String searches() {
    Table table = new Table("search for", "Skein Viewer", "Zipkin");
    for (Figure figure : results.series(SUITE, "search", SKEIN, "time")) {
      String wanted = figure.params().getOrDefault("for", "");
      Map<String, String> params = Map.of("for", wanted);
      boolean both = results.figure(SUITE, "search", ZIPKIN, "time", params).isPresent();
      table.row(
          List.of(
              wanted,
              Numbers.spread(results.figure(SUITE, "search", SKEIN, "time", params)),
              both
                  ? Numbers.spread(results.figure(SUITE, "search", ZIPKIN, "time", params))
                  : "cannot be asked"));
    }
    return table.toString();
  }

  /** The goals of the viewer. */
  List<Target> targets() {
    Map<String, String> zipkinJson = Map.of("format", ZIPKIN_JSON);
    Map<String, String> otlp = Map.of("format", OTLP);
    OptionalDouble zipkin = results.number(SUITE, "ingest", ZIPKIN, "rate", zipkinJson);
    return List.of(
        Target.atMost(
            "Skein Viewer, from its start until it is ready",
            results.number(SUITE, "start", SKEIN, "ready"),
            1000,
            "ms"),
        Target.atMost(
            "Skein Viewer, resident memory when idle",
            results.number(SUITE, "idle", SKEIN, "resident"),
            150,
            "MiB"),
        Target.atMost(
            "Skein Viewer, its jar", results.number(SUITE, "jar", SKEIN, "size"), 15, "MB"),
        Target.atLeast(
            "Skein Viewer, ingest of OTLP against Zipkin's of Zipkin JSON",
            Numbers.ratio(results.number(SUITE, "ingest", SKEIN, "rate", otlp), zipkin),
            3,
            "times"),
        Target.atLeast(
            "Skein Viewer, ingest of Zipkin JSON against Zipkin's",
            Numbers.ratio(results.number(SUITE, "ingest", SKEIN, "rate", zipkinJson), zipkin),
            3,
            "times"),
        Target.atMost(
            "Skein Viewer, spans lost in both",
            sum(
                results.number(SUITE, "ingest", SKEIN, "lost", otlp),
                results.number(SUITE, "ingest", SKEIN, "lost", zipkinJson)),
            0,
            "spans"),
        Target.atMost(
            "Skein Viewer, the slowest kind of search over 500,000 spans", slowest(), 100, "ms"),
        Target.atMost(
            "Skein Viewer, a trace of 10,000 spans as JSON",
            results.number(SUITE, "large-trace", SKEIN, "time"),
            1000,
            "ms"));
  }

  private static OptionalDouble sum(OptionalDouble first, OptionalDouble second) {
    return first.isPresent() && second.isPresent()
        ? OptionalDouble.of(first.getAsDouble() + second.getAsDouble())
        : OptionalDouble.empty();
  }

  private OptionalDouble slowest() {
    double slowest = 0;
    for (Figure figure : results.series(SUITE, "search", SKEIN, "time")) {
      Double number = figure.number();
      if (number == null) {
        return OptionalDouble.empty();
      }
      slowest = Math.max(slowest, number);
    }
    return slowest > 0 ? OptionalDouble.of(slowest) : OptionalDouble.empty();
  }
}
