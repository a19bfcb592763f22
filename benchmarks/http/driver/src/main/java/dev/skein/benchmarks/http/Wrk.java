package dev.skein.benchmarks.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of {@code wrk}: how many requests were answered, in which time.
 *
 * @param requests answered with 2xx or 3xx
 * @param seconds for which it ran
 */
record Wrk(long requests, double seconds) {
  /** In a mesh the caller is traced, too. The flag says that it is recorded. */
  private static final String TRACEPARENT =
      "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static final Pattern SUMMARY =
      Pattern.compile("(\\d+) requests in (\\d+(?:\\.\\d+)?)(us|ms|s|m)\\b");

  /** Loads one URL with one thread and sixteen connections, as fast as it answers. */
  static Wrk run(String url, int seconds, boolean traceparent)
      throws IOException, InterruptedException {
    String header = traceparent ? TRACEPARENT : "accept: text/plain";
    Process process =
        new ProcessBuilder(List.of("wrk", "-t1", "-c16", "-d" + seconds + "s", "-H", header, url))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("wrk failed: " + output);
    }
    return parse(output);
  }

  /**
   * Reads what wrk printed.
   *
   * @throws IOException if a request failed: such a run measures something else
   */
  static Wrk parse(String output) throws IOException {
    Matcher summary = SUMMARY.matcher(output);
    if (!summary.find() || output.contains("Non-2xx") || output.contains("Socket errors")) {
      throw new IOException("requests failed: " + output);
    }
    double number = Double.parseDouble(summary.group(2));
    double seconds =
        switch (summary.group(3)) {
          case "us" -> number / 1e6;
          case "ms" -> number / 1e3;
          case "m" -> number * 60;
          default -> number;
        };
    return new Wrk(Long.parseLong(summary.group(1)), seconds);
  }

  double requestsPerSecond() {
    return requests / seconds;
  }
}
