package dev.skein.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code docs/performance.md}: every figure on it is read from the results. */
final class Page {
  static final String RAW = "performance.jsonl";
  static final String HTTP_CHART = "performance-http.svg";
  static final String GROWTH_CHART = "performance-growth.svg";

  private static final List<String> SUITES =
      List.of("http", "startup", "pipeline", "jmh", "growth", "heap", ViewerTables.SUITE);

  private final Results results;

  Page(Results results) {
    this.results = results;
  }

  @Override
  public String toString() {
    return String.join(
        "\n",
        introduction(),
        targets(),
        http(),
        startup(),
        pipeline(),
        new StepTables(results).toString(),
        new GrowthTables(results).toString(),
        new ViewerTables(results).toString(),
        runs(),
        repeat());
  }

  private static String introduction() {
    return """
        # What tracing costs

        Written by `./benchmarks/run` from [the raw figures](%s) of its last run; no number on this page is typed.
        Times are of one machine and say little about another one: look at the ratios. Each was measured in one run, the
        subjects taking turns, after a warm-up that ended compilation; CPU time is without the JIT compilers' threads.
        A range in brackets is the least and the greatest round.
        """
        .formatted(RAW);
  }

  private String targets() {
    StringBuilder text =
        new StringBuilder(
            "## Goals\n\nSet before anything was built. What is not reached is said here.\n\n");
    text.append("| | measured | goal | |\n| --- | --- | --- | --- |\n");
    for (Target target : new Targets(results).all()) {
      text.append(target.row()).append('\n');
    }
    return text.toString();
  }

  private String http() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        ## An HTTP request

        One trivial route with a path parameter, on one event loop, loaded by `wrk` with 16 connections; requests bring a sampled
        `traceparent`; every subject exports OTLP/HTTP protobuf to a sink in another process. CPU is that of the whole server
        process, with its exporter and its garbage collector, from before the first request until its spans had arrived. A peer that
        drops spans does not pay for them: *tuned* is the peer with a queue of 262,144 spans, batches of 8,192 and a delay of 200 ms.

        ![CPU added per request](%s)

        """
            .formatted(HTTP_CHART));
    Table table =
        new Table(
            "",
            "CPU per request",
            "added",
            "Skein adds 1/",
            "allocated per request",
            "requests/s",
            "delivered");
    for (Framework framework : Framework.values()) {
      for (String subject : List.of("bare", "skein", "peer", "peer-tuned")) {
        table.row(httpRow(framework, subject));
      }
    }
    return text.append(table).toString();
  }

  private List<String> httpRow(Framework framework, String subject) {
    String id = framework.id();
    String name =
        switch (subject) {
          case "bare" -> "without tracing";
          case "skein" -> "Skein";
          case "peer" -> framework.peer();
          default -> framework.peer() + ", tuned";
        };
    Optional<Figure> added = results.figure("http", id, subject, "cpu_added_per_request", Map.of());
    boolean bare = subject.equals("bare");
    boolean peer = subject.startsWith("peer");
    return List.of(
        framework.title() + ", " + name,
        Numbers.spread(results.figure("http", id, subject, "cpu_per_request", Map.of())),
        bare ? "" : Numbers.spread(added),
        peer
            ? Numbers.text(
                Numbers.ratio(
                    results.number("http", id, subject, "cpu_added_per_request"),
                    results.number("http", id, "skein", "cpu_added_per_request")),
                "")
            : "",
        Numbers.text(results.number("http", id, subject, "bytes_per_request"), "B"),
        Numbers.text(results.number("http", id, subject, "requests_per_second"), ""),
        bare ? "" : Numbers.text(results.number("http", id, subject, "delivered"), "%"));
  }

  private String startup() {
    Table table =
        new Table("", "first response", "added", "retained heap", "added", "jars", "size of jars");
    for (Framework framework : Framework.values()) {
      for (String subject : List.of("bare", "skein", "peer")) {
        table.row(startupRow(framework, subject));
      }
    }
    return """
        ## Start-up, heap and jars

        From the start of the process to its first response. The heap is what is reachable after a few seconds of traffic, what is
        kept for the next spans included.

        """
        + table
        + "\n"
        + new CoreTable(results);
  }

  private List<String> startupRow(Framework framework, String subject) {
    String id = framework.id();
    OptionalDouble heap = results.number("startup", id, subject, "retained_heap");
    OptionalDouble bareHeap = results.number("startup", id, "bare", "retained_heap");
    boolean bare = subject.equals("bare");
    String name =
        switch (subject) {
          case "bare" -> "without tracing";
          case "skein" -> "Skein";
          default -> framework.peer();
        };
    return List.of(
        framework.title() + ", " + name,
        Numbers.spread(results.figure("startup", id, subject, "first_response", Map.of())),
        bare
            ? ""
            : Numbers.text(results.number("startup", id, subject, "first_response_added"), "ms"),
        Numbers.text(heap, "MiB"),
        bare ? "" : Numbers.text(Numbers.difference(heap, bareHeap), "MiB"),
        Numbers.count(results.number("startup", id, subject, "jars")),
        Numbers.text(results.number("startup", id, subject, "jar_size"), "kB"));
  }

  private String pipeline() {
    Table rate =
        new Table(
            "40,000 spans/s", "delivered", "CPU per span", "allocation per span", "Skein takes 1/");
    Table flatOut = new Table("flat out", "delivered per second", "delivered", "dropped");
    for (String subject : List.of("skein", "opentelemetry", "opentelemetry-tuned", "brave")) {
      rate.row(
          StepTables.name(subject),
          Numbers.text(results.number("pipeline", "rate", subject, "delivered"), "%"),
          Numbers.spread(results.figure("pipeline", "rate", subject, "cpu_per_span", Map.of())),
          Numbers.text(results.number("pipeline", "rate", subject, "app_allocation_per_span"), "B"),
          subject.equals("skein")
              ? ""
              : Numbers.text(
                  Numbers.ratio(
                      results.number("pipeline", "rate", subject, "cpu_per_span"),
                      results.number("pipeline", "rate", "skein", "cpu_per_span")),
                  ""));
      flatOut.row(
          StepTables.name(subject),
          Numbers.spread(
              results.figure("pipeline", "flat-out", subject, "delivered_per_second", Map.of())),
          Numbers.text(results.number("pipeline", "flat-out", subject, "delivered"), "%"),
          Numbers.text(results.number("pipeline", "flat-out", subject, "dropped"), "%"));
    }
    return """
        ## From the first header byte to the last exported one

        One hop is `extract`, a server span with seven attributes at its start and two at its end, inside it a client span with four
        and three, and `inject`; one thread makes them, a sink in another process counts them. CPU is that of the whole process,
        above the same driver without tracing. OpenTelemetry's SDK and Brave are *tuned* with a queue of 262,144 spans; the first line
        of OpenTelemetry has its defaults.

        """
        + rate
        + "\n"
        + flatOut;
  }

  private String runs() {
    Table table = new Table("suite", "date", "form", "commit");
    List<String> machines = new ArrayList<>();
    for (String suite : SUITES) {
      table.row(suite, text(suite, "date"), text(suite, "form"), text(suite, "commit"));
      String machine =
          text(suite, "cpu")
              + ", "
              + text(suite, "cores")
              + " cores, "
              + text(suite, "memory")
              + ", "
              + text(suite, "os")
              + ", JDK "
              + text(suite, "jdk");
      if (results.text(suite, "run", "cpu").isPresent() && !machines.contains(machine)) {
        machines.add(machine);
      }
    }
    StringBuilder text = new StringBuilder("## Machine, versions, date\n\n").append(table);
    machines.forEach(machine -> text.append("\n- ").append(machine));
    for (Framework framework : Framework.values()) {
      text.append("\n- ").append(framework.title()).append(": ");
      text.append(framework.artifact()).append(' ');
      text.append(version(framework, framework.artifact()));
      text.append(", ").append(framework.peer()).append(' ');
      text.append(version(framework, framework.peer())).append(", opentelemetry-sdk ");
      text.append(version(framework, "opentelemetry-sdk"));
    }
    return text.append('\n').toString();
  }

  private String version(Framework framework, String artifact) {
    return results.text("http", framework.id(), artifact).orElse(Numbers.NOT_MEASURED);
  }

  private String text(String suite, String metric) {
    return results.text(suite, "run", metric).orElse(Numbers.NOT_MEASURED);
  }

  private static String repeat() {
    return """
        ## Once more, by yourself

        ```text
        ./benchmarks/run            # everything, and this page
        ./benchmarks/run --short    # a few minutes
        ./benchmarks/run --only http
        ```

        On Linux, with a JDK 17 or newer, Maven, and `wrk` (`apt-get install wrk`). Nothing else should run meanwhile.
        """;
  }
}
