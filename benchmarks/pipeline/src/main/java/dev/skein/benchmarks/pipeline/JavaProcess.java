package dev.skein.benchmarks.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program of the benchmarks in a JVM of its own, with this JVM's class path and the same flags
 * whatever it measures. Not thread-safe.
 */
public final class JavaProcess implements AutoCloseable {
  /**
   * A heap that no subject fills and that is there from the start; the collector that a server gets
   * by default; compiler threads that stay, so that their CPU time can be read at the end.
   */
  public static final List<String> FLAGS =
      List.of(
          "-Xms2g",
          "-Xmx2g",
          "-XX:+AlwaysPreTouch",
          "-XX:+UseG1GC",
          "-XX:-UseDynamicNumberOfCompilerThreads");

  private final Process process;
  private final BufferedReader output;

  private JavaProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a program. Its standard error is this process's. */
  public static JavaProcess start(List<String> flags, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    try {
      return new JavaProcess(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a program to its end and reads the {@code <name>=<value>} lines it prints. */
  public static Measured measure(List<String> flags, Class<?> main, List<String> arguments) {
    try (JavaProcess process = start(flags, main, arguments)) {
      Map<String, Double> figures = new LinkedHashMap<>();
      for (String line = process.line(); line != null; line = process.line()) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          figures.put(line.substring(0, equals), Double.valueOf(line.substring(equals + 1)));
        }
      }
      int code = process.process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(main.getSimpleName() + arguments + " ended with " + code);
      }
      return new Measured(figures);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The next line it prints; null at its end. */
  public @Nullable String line() {
    try {
      return output.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the program, if it still runs. */
  @Override
  public void close() {
    process.destroy();
  }
}
