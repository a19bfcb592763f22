package dev.skein.benchmarks.http;

import dev.skein.benchmarks.pipeline.ProcessCpu;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One application, running in a process of its own. */
final class Application implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  private final Process process;
  private final int port;
  private final Path scratch;
  private final double startSeconds;

  private Application(Process process, int port, Path scratch, double startSeconds) {
    this.process = process;
    this.port = port;
    this.scratch = scratch;
    this.startSeconds = startSeconds;
  }

  /**
   * What an application is started with.
   *
   * @param java the JVM's executable
   * @param http the folder {@code benchmarks/http}
   * @param jvmOptions of this process
   * @param endpoint where spans go
   * @param stubPort what the second route calls
   */
  record Settings(Path java, Path http, List<String> jvmOptions, String endpoint, int stubPort) {}

  /**
   * Starts an application and waits for its first response.
   *
   * @throws IOException if it ended or gave none within a minute; with what it printed
   */
  static Application start(Framework framework, Subject subject, Settings settings)
      throws IOException {
    Path scratch = Files.createTempDirectory("skein-benchmark");
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(settings.java().toString());
    command.addAll(settings.jvmOptions());
    command.addAll(
        new Layout(settings.http(), framework, subject.variant())
            .command(framework, subject, scratch));
    Path log = scratch.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    // nothing of whoever measures
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("OTEL_")
                    || name.startsWith("SKEIN_")
                    || name.startsWith("QUARKUS_")
                    || name.startsWith("MICRONAUT_")
                    || name.equals("JAVA_TOOL_OPTIONS"));
    builder.environment().putAll(subject.environment(settings.endpoint()));
    builder.environment().put("HTTP_PORT", Integer.toString(port));
    builder.environment().put("STUB_PORT", Integer.toString(settings.stubPort()));
    long start = System.nanoTime();
    Process process = builder.start();
    // whoever interrupts the benchmark leaves no server behind
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    while (!answers(port)) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE) {
        process.destroyForcibly();
        throw new IOException(framework + " " + subject.name() + ": " + Files.readString(log));
      }
      LockSupport.parkNanos(PAUSE);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Application(process, port, scratch, seconds);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url(port, "/items/1")).toURL().openConnection();
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  private static String url(int port, String path) {
    return "http://127.0.0.1:" + port + path;
  }

  String url(String path) {
    return url(port, path);
  }

  long pid() {
    return process.pid();
  }

  /** From the start of the process to its first response. */
  double startSeconds() {
    return startSeconds;
  }

  ProcessCpu cpu() {
    return ProcessCpu.of(process.pid());
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Layout.delete(scratch);
  }
}
