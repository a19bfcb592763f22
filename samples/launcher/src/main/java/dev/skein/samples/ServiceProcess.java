package dev.skein.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service of the shop, running in a process of its own. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);

  private final String name;
  private final Path log;
  private final int port;
  private final Process process;

  private ServiceProcess(String name, Path log, int port, Process process) {
    this.name = name;
    this.log = log;
    this.port = port;
    this.process = process;
  }

  /** The command that runs a jar with the Java that runs this program. */
  static List<String> java(Path jar, String... args) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx192m", "-XX:+UseSerialGC", "-jar"));
    command.add(jar.toString());
    command.addAll(List.of(args));
    return command;
  }

  /** Starts a service; its output goes to a file beside the others'. */
  static ServiceProcess start(
      String name, Path jar, int port, Map<String, String> environment, Path logs) {
    try {
      Path log = logs.resolve(name + ".log");
      ProcessBuilder builder = new ProcessBuilder(java(jar)).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return new ServiceProcess(name, log, port, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + name, e);
    }
  }

  /**
   * Waits until the service accepts connections.
   *
   * @throws ShopException when it ends instead, or takes too long
   */
  void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!accepts()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new ShopException(name + " ended with status " + process.exitValue() + tail());
      }
      if (System.nanoTime() - deadline > 0) {
        throw new ShopException(name + " did not listen on port " + port + " in time" + tail());
      }
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return ". The end of its output:\n  "
          + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return ". Its output could not be read: " + e.getMessage();
    }
  }

  /** Ends the service as an operating system does: politely at first. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
