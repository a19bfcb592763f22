package dev.skein.it.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A command line of the viewer, as the documentation has it, in a process of its own. */
final class ViewerCommand implements AutoCloseable {
  private static final long LONG_SECONDS = 300;
  private static final String RUN = "java -jar viewer/target/skein-viewer.jar";
  private static final String END = "(end of output)";

  private final Process process;
  private final Thread reader;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private ViewerCommand(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "output");
    reader.start();
  }

  /** What a line of the documentation says behind the program's name. */
  static List<String> arguments(String line) {
    if (!line.equals(RUN) && !line.startsWith(RUN + " ")) {
      throw new IllegalArgumentException("not a command of the viewer: " + line);
    }
    String rest = line.substring(RUN.length()).strip();
    return rest.isEmpty() ? List.of() : List.of(rest.split(" +"));
  }

  static ViewerCommand start(Path root, List<String> arguments) throws IOException {
    Path jar = root.resolve("viewer/target/skein-viewer.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException("Not built: " + jar);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    return new ViewerCommand(
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start());
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lines.add(END);
    }
  }

  /** Waits for the next line of its output. */
  String awaitLine() throws InterruptedException {
    String line = lines.poll(LONG_SECONDS, TimeUnit.SECONDS);
    if (line == null || line.equals(END)) {
      throw new AssertionError(
          "no line, status " + (process.isAlive() ? "-" : process.exitValue()));
    }
    return line;
  }

  /** Waits until it has ended by itself, and gives its output. */
  List<String> awaitEnd() throws InterruptedException {
    if (!process.waitFor(LONG_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it still runs: " + lines);
    }
    reader.join();
    List<String> output = new ArrayList<>(lines);
    output.remove(END);
    if (process.exitValue() != 0) {
      throw new AssertionError("status " + process.exitValue() + ": " + output);
    }
    return output;
  }

  @Override
  public void close() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
  }
}
