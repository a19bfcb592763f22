package dev.skein.it.collector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A real Collector in a process of its own, which posts what it understood to a sink. */
final class CollectorProcess implements AutoCloseable {
  private static final String READY = "Everything is ready";
  private static final long START_SECONDS = 30;

  private final int port;
  private final Process process;
  private final Thread reader;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  private CollectorProcess(int port, Process process) {
    this.port = port;
    this.process = process;
    this.reader = new Thread(this::read, "collector-output");
    // for tests that are interrupted
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    reader.start();
  }

  static CollectorProcess start(int sinkPort) throws Exception {
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("collector.program"),
            "--config",
            System.getProperty("collector.config"));
    builder.environment().put("OTLP_PORT", String.valueOf(port));
    builder.environment().put("SINK_PORT", String.valueOf(sinkPort));
    builder.redirectErrorStream(true);
    CollectorProcess started = new CollectorProcess(port, builder.start());
    try {
      started.ready.get(START_SECONDS, TimeUnit.SECONDS);
      return started;
    } catch (Exception e) {
      started.process.destroyForcibly();
      String log = System.getProperty("collector.log");
      throw new AssertionError("the Collector did not start; see " + log, e);
    }
  }

  /** The Collector does not tell which port it took, so it is told one. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void read() {
    Path log = Path.of(System.getProperty("collector.log"));
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.println(line);
        copy.flush();
        if (line.contains(READY)) {
          ready.complete(null);
        }
      }
      ready.completeExceptionally(new IllegalStateException("it ended"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port + "/v1/traces");
  }

  @Override
  public void close() throws InterruptedException {
    // not process.destroy(): that would close the output, too
    process.toHandle().destroy();
    process.waitFor();
    reader.join();
  }
}
