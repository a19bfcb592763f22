package dev.skein.it.zipkin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zipkin2.DependencyLink;
import zipkin2.Span;
import zipkin2.codec.DependencyLinkBytesDecoder;
import zipkin2.codec.SpanBytesDecoder;

/** A real Zipkin, in a process and on a port of its own; it keeps spans in memory. */
final class ZipkinServer implements AutoCloseable {
  private static final Pattern SERVING =
      Pattern.compile("Serving HTTP at .*http://127\\.0\\.0\\.1:(\\d+)");
  private static final long START_SECONDS = 300;
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final long HOUR_MILLIS = 3_600_000;

  private final Process process;
  private final Thread reader;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final HttpClient client = HttpClient.newHttpClient();

  private ZipkinServer(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "zipkin-output");
    // for tests that are interrupted
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    reader.start();
  }

  static ZipkinServer start() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            System.getProperty("zipkin.jar"));
    builder.environment().put("QUERY_PORT", "0");
    builder.environment().put("STORAGE_TYPE", "mem");
    builder.redirectErrorStream(true);
    ZipkinServer server = new ZipkinServer(builder.start());
    try {
      server.port.get(START_SECONDS, TimeUnit.SECONDS);
      return server;
    } catch (Exception e) {
      server.process.destroyForcibly();
      throw new AssertionError("Zipkin did not start; see " + System.getProperty("zipkin.log"), e);
    }
  }

  private void read() {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter copy =
            new PrintWriter(Files.newBufferedWriter(Path.of(System.getProperty("zipkin.log"))))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.println(line);
        copy.flush();
        Matcher serving = SERVING.matcher(line);
        if (serving.find()) {
          port.complete(Integer.parseInt(serving.group(1)));
        }
      }
      port.completeExceptionally(new IllegalStateException("it ended"));
    } catch (IOException e) {
      port.completeExceptionally(e);
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return uri("/api/v2/spans");
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port.join() + path);
  }

  /** The spans of a trace, when there are as many as expected. */
  List<Span> trace(String traceId, int spans) throws Exception {
    return ask(
        "/api/v2/trace/" + traceId,
        SpanBytesDecoder.JSON_V2::decodeList,
        found -> found.size() >= spans);
  }

  /** Who called whom in the last hour, when there are as many pairs as expected. */
  List<DependencyLink> dependencies(String parent, int links) throws Exception {
    String query = "?endTs=" + System.currentTimeMillis() + "&lookback=" + HOUR_MILLIS;
    return ask(
        "/api/v2/dependencies" + query,
        body ->
            DependencyLinkBytesDecoder.JSON_V1.decodeList(body).stream()
                .filter(link -> link.parent().startsWith(parent))
                .toList(),
        found -> found.size() >= links);
  }

  /** One of the server's own counts of what came in over HTTP, when it is large enough. */
  double count(String name, double atLeast) throws Exception {
    Pattern line = Pattern.compile("\"counter.zipkin_collector." + name + ".http\" : ([0-9.E]+)");
    return ask(
        "/metrics",
        body -> {
          Matcher found = line.matcher(new String(body, StandardCharsets.UTF_8));
          return found.find() ? Double.parseDouble(found.group(1)) : -1;
        },
        value -> value >= atLeast);
  }

  /**
   * Zipkin accepts spans before it has stored them, and tells nobody when it has: it is asked again
   * until then. The last answer counts, whatever it is.
   */
  private <T> T ask(String path, Function<byte[], T> decoder, Predicate<T> complete)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).timeout(LONG).build();
    long deadline = System.nanoTime() + LONG.toNanos();
    while (true) {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      // 404 is a trace of which nothing is known yet
      T answer = decoder.apply(response.statusCode() == 404 ? "[]".getBytes() : response.body());
      if (complete.test(answer) || System.nanoTime() - deadline >= 0) {
        return answer;
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    // not process.destroy(): that would close the output, too
    process.toHandle().destroy();
    process.waitFor();
    reader.join();
  }
}
