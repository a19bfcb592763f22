package dev.skein.benchmarks.viewer;

import dev.skein.benchmarks.Figure;
import dev.skein.benchmarks.Results;
import dev.skein.benchmarks.viewer.Template.Format;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How long a full server takes to find traces, and to give one out. */
final class ReadBenchmark {
  private static final int WARM_UPS = 20;
  private static final int ROUNDS = 30;
  private static final int LIMIT = 20;

  private final Subjects subjects;
  private final Results results;

  ReadBenchmark(Subjects subjects, Results results) {
    this.subjects = subjects;
    this.results = results;
  }

  /** One search, as each of the subjects is asked; "" where it cannot be. */
  private record Search(String viewer, String zipkin) {
    String of(String subject) {
      return subject.equals(Subjects.VIEWER) ? viewer : zipkin;
    }
  }

  private static Map<String, Search> searches() {
    Map<String, Search> all = new LinkedHashMap<>();
    all.put("the newest", new Search("", "&lookback=86400000"));
    all.put("a service", new Search("&service=shipping", "&serviceName=shipping"));
    all.put(
        "an operation",
        new Search(
            "&service=payment&operation=" + encoded("GET /payment/{id}/3"),
            "&serviceName=payment&spanName=" + encoded("get /payment/{id}/3")));
    all.put("errors", new Search("&status=error", "&annotationQuery=error"));
    all.put("a duration", new Search("&minDuration=33ms", "&minDuration=33000"));
    all.put(
        "an attribute",
        new Search(
            "&attribute=" + encoded("customer.id=customer-63"),
            "&annotationQuery=" + encoded("customer.id=customer-63")));
    all.put(
        "nothing, by an attribute",
        new Search(
            "&attribute=" + encoded("customer.id=nobody"),
            "&annotationQuery=" + encoded("customer.id=nobody")));
    all.put("nothing, by a duration", new Search("&minDuration=1h", "&minDuration=3600000000"));
    all.put("a part of a name", new Search("&text=" + encoded("/{id}/6"), ""));
    all.put("nothing, by a part of a name", new Search("&text=nowhere", ""));
    return all;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  void run(int spans) throws Exception {
    for (String subject : Subjects.ALL) {
      try (Server server = Server.start(subject, subjects)) {
        fill(server, spans);
        Map<String, Object> params = Map.of("spans", spans);
        if (subject.equals(Subjects.VIEWER)) {
          results.add(
              Figure.of(Main.SUITE, "search", subject, "held", (double) server.spansHeld(), "spans")
                  .with(params));
        }
        results.add(
            Figure.of(Main.SUITE, "search", subject, "resident", server.residentMebibytes(), "MiB")
                .with(params));
        for (Map.Entry<String, Search> search : searches().entrySet()) {
          String query = search.getValue().of(subject);
          if (query.isEmpty() && !search.getKey().equals("the newest")) {
            continue;
          }
          results.add(
              Figure.median(
                      Main.SUITE, "search", subject, "time", millis(server, subject, query), "ms")
                  .with(Map.of("spans", spans, "for", search.getKey())));
        }
        largeTrace(server, subject);
      }
    }
  }

  private static void fill(Server server, int spans) throws Exception {
    try (Sender sender = new Sender(server, Template.of(Format.ZIPKIN), new AtomicLong())) {
      Sender.Sent sent = sender.send(Long.MAX_VALUE / 2, spans / Template.SPANS);
      if (sent.refused() > 0) {
        throw new IOException(sent.refused() + " requests were refused");
      }
    }
  }

  private static List<Double> millis(Server server, String subject, String query)
      throws IOException, InterruptedException {
    String path = subject.equals(Subjects.VIEWER) ? "/api/traces" : "/api/v2/traces";
    return timed(server, path + "?limit=" + LIMIT + query);
  }

  private static List<Double> timed(Server server, String path)
      throws IOException, InterruptedException {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
      long start = System.nanoTime();
      server.get(path);
      if (i >= WARM_UPS) {
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    return times;
  }

  private void largeTrace(Server server, String subject) throws Exception {
    LargeTrace trace = new LargeTrace();
    try (Sender sender = new Sender(server, Template.of(Format.ZIPKIN), new AtomicLong())) {
      sender.sendOne(trace.json());
    }
    String path = subject.equals(Subjects.VIEWER) ? "/api/traces/" : "/api/v2/trace/";
    results.add(
        Figure.median(
                Main.SUITE, "large-trace", subject, "time", timed(server, path + trace.id()), "ms")
            .with(Map.of("spans", LargeTrace.SPANS)));
  }
}
