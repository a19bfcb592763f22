package dev.skein.benchmarks.viewer;

import dev.skein.benchmarks.Figure;
import dev.skein.benchmarks.Results;
import dev.skein.benchmarks.viewer.Template.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many spans a second a subject takes from four connections, in requests of a hundred. Both get
 * the same Zipkin JSON; the viewer gets OTLP as well.
 */
final class IngestBenchmark {
  private static final int WARM_UP_SECONDS = 8;

  private final Subjects subjects;
  private final Results results;

  IngestBenchmark(Subjects subjects, Results results) {
    this.subjects = subjects;
    this.results = results;
  }

  /** A subject with a format, and what its rounds gave. */
  private static final class Entry {
    final String subject;
    final Server server;
    final Format format;
    final Sender sender;
    final List<Double> rates = new ArrayList<>();
    long sent;
    long refused;

    Entry(String subject, Server server, Template template) {
      this.subject = subject;
      this.server = server;
      this.format = template.format();
      this.sender = new Sender(server, template, new AtomicLong());
    }

    double round(long seconds) throws Exception {
      Sender.Sent round = sender.send(TimeUnit.SECONDS.toNanos(seconds), Long.MAX_VALUE);
      sent += round.spans();
      refused += round.refused();
      return round.spans() / round.seconds();
    }
  }

  void run(int rounds, int seconds) throws Exception {
    List<Entry> entries = new ArrayList<>();
    try {
      Template zipkin = Template.of(Format.ZIPKIN);
      entries.add(entry(Subjects.VIEWER, zipkin));
      entries.add(entry(Subjects.ZIPKIN, zipkin));
      entries.add(entry(Subjects.VIEWER, Template.of(Format.OTLP)));
      for (Entry entry : entries) {
        entry.round(Math.min(WARM_UP_SECONDS, 2L * seconds));
      }
      for (int round = 0; round < rounds; round++) {
        for (Entry entry : entries) {
          entry.rates.add(entry.round(seconds));
        }
      }
      for (Entry entry : entries) {
        add(entry);
      }
    } finally {
      for (Entry entry : entries) {
        entry.sender.close();
        entry.server.close();
      }
    }
  }

  private Entry entry(String subject, Template template) throws Exception {
    return new Entry(subject, Server.start(subject, subjects), template);
  }

  private void add(Entry entry) throws Exception {
    String subject = entry.subject;
    Map<String, Object> params = Map.of("format", entry.format.toString());
    results.add(
        Figure.median(Main.SUITE, "ingest", subject, "rate", entry.rates, "spans/s").with(params));
    add(subject, "lost", (double) (entry.sent - entry.server.spansTaken()), "spans", params);
    add(subject, "refused", (double) entry.refused, "requests", params);
    add(subject, "resident", entry.server.residentMebibytes(), "MiB", params);
  }

  private void add(
      String subject, String metric, double value, String unit, Map<String, Object> params) {
    results.add(Figure.of(Main.SUITE, "ingest", subject, metric, value, unit).with(params));
  }
}
