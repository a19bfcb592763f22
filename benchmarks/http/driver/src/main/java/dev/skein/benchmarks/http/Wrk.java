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
  private static final Pattern SUMMARY =
      Pattern.compile("(\\d+) requests in (\\d+(?:\\.\\d+)?)(us|ms|s|m)\\b");

  /**
   * What is requested, as fast as it is answered, by one thread.
   *
   * @param path of the URL
   * @param traceparent whether the caller is traced, too, and recorded: the normal case in a mesh
   * @param connections how many requests are on their way
   */
  record Request(String path, boolean traceparent, int connections) {
    private String header() {
      return traceparent
          ? "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
          : "accept: text/plain";
    }

    /** A request of the second route has a client span, too. */
    int spans() {
      return path.startsWith("/relay/") ? 2 : 1;
    }
  }

  /** Loads one URL. */
  static Wrk run(String url, Request request, int seconds)
      throws IOException, InterruptedException {
    String connections = "-c" + request.connections();
    Process process =
        new ProcessBuilder(
                List.of(
                    "wrk", "-t1", connections, "-d" + seconds + "s", "-H", request.header(), url))
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
