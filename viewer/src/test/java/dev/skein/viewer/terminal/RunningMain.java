package dev.skein.viewer.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line in a process of its own. */
final class RunningMain implements AutoCloseable {
  private static final long LONG_SECONDS = 300;
  private static final Pattern URL = Pattern.compile("http://localhost:\\d+");
  private static final String END = "(end of output)";

  private final Process process;
  private final Thread reader;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();

  private RunningMain(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "output");
    reader.start();
  }

  static RunningMain start(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(args));
    return new RunningMain(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        unread.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      unread.add(END);
    }
  }

  /** All lines so far, of both streams. */
  List<String> output() {
    return List.copyOf(output);
  }

  /** Waits for a line that comes after the one that was waited for last. */
  String awaitLine(Predicate<String> wanted) throws InterruptedException {
    while (true) {
      String line = unread.poll(LONG_SECONDS, TimeUnit.SECONDS);
      if (line == null || line.equals(END)) {
        throw new AssertionError("no such line: " + output);
      }
      if (wanted.test(line)) {
        return line;
      }
    }
  }

  /** Waits until the viewer is ready, and says where. */
  URI awaitUrl() throws InterruptedException {
    Matcher url = URL.matcher(awaitLine(line -> line.startsWith("Skein Viewer: ")));
    if (!url.find()) {
      throw new AssertionError("no URL: " + output);
    }
    return URI.create(url.group());
  }

  /** Ends it as Ctrl-C and an operating system do. */
  int terminate() throws InterruptedException {
    // not process.destroy(): that would close the output, too
    process.toHandle().destroy();
    return awaitEnd();
  }

  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(LONG_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it still runs: " + output);
    }
    reader.join();
    return process.exitValue();
  }

  /** Ends it without letting it do anything. */
  @Override
  public void close() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
  }

  static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** Sends a trace of one span, as any program does. */
  static void send(URI viewer, String traceId, String name)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(viewer.resolve("/v1/traces"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(otlp(traceId, name)))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
  }

  /** A trace of one span that took 25 ms, in OTLP's JSON. */
  static String otlp(String traceId, String name) {
    return """
        {"resourceSpans": [{
          "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "payment"}}]},
          "scopeSpans": [{"spans": [{
            "traceId": "%s", "spanId": "00f067aa0ba902b7", "name": "%s", "kind": 2,
            "startTimeUnixNano": "1700000000000000000", "endTimeUnixNano": "1700000000025000000"}]}]}]}
        """
        .formatted(traceId, name);
  }
}
