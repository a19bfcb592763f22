package dev.skein.it.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the shop's services in a process of its own, on a port that it has chosen itself. */
final class RunningService implements AutoCloseable {
  private static final long LONG_SECONDS = 300;

  /** The three frameworks. */
  enum Kind {
    STOREFRONT(
        "storefront/target/quarkus-app/quarkus-run.jar", "Listening on: http://[^:]+:(\\d+)"),
    PAYMENT("payment/target/payment-1.0-SNAPSHOT.jar", "payment listens on (\\d+)"),
    INVENTORY("inventory/target/inventory-1.0-SNAPSHOT.jar", "Server Running: http://[^:]+:(\\d+)");

    private final String jar;
    private final Pattern port;

    Kind(String jar, String port) {
      this.jar = jar;
      this.port = Pattern.compile(port);
    }
  }

  private final Kind kind;
  private final Process process;
  private final Thread reader;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private RunningService(Kind kind, Process process) {
    this.kind = kind;
    this.process = process;
    this.reader = new Thread(this::read, kind + " output");
    reader.start();
  }

  static RunningService start(Kind kind, Map<String, String> environment) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path jar = Path.of(System.getProperty("samples")).resolve(kind.jar);
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            jar.toString());
    builder.environment().putAll(environment);
    builder
        .environment()
        .putAll(
            Map.of("QUARKUS_HTTP_PORT", "0", "PAYMENT_PORT", "0", "MICRONAUT_SERVER_PORT", "-1"));
    return new RunningService(kind, builder.redirectErrorStream(true).start());
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        Matcher listening = kind.port.matcher(line);
        if (listening.find()) {
          port.complete(Integer.parseInt(listening.group(1)));
        }
      }
      port.completeExceptionally(new IllegalStateException("it ended: " + output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Kind kind() {
    return kind;
  }

  /** What it has printed. */
  List<String> output() {
    return List.copyOf(output);
  }

  /** Asks for something that is not there, which leaves one span. */
  void request(HttpClient client) throws Exception {
    int number = port.get(LONG_SECONDS, TimeUnit.SECONDS);
    URI uri = URI.create("http://127.0.0.1:" + number + "/not-there");
    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
  }

  /** Asks it with SIGTERM to end; returns when it has. */
  void terminate() throws InterruptedException {
    // not process.destroy(): that would close the output, too
    process.toHandle().destroy();
    if (!process.waitFor(LONG_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(kind + " still runs: " + output);
    }
    reader.join();
  }

  @Override
  public void close() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
  }
}
