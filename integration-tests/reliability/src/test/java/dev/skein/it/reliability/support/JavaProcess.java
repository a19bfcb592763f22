package dev.skein.it.reliability.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with the classes of this one, small and quick to start; what it prints is kept. */
public final class JavaProcess implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Process process;
  private final Thread reader;

  /** Guarded by itself. */
  private final List<String> output = new ArrayList<>();

  private boolean ended;

  private JavaProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a JVM that runs a class of the tests'.
   *
   * @param flags of the JVM, after those that make it small; later ones win
   */
  public static JavaProcess start(Class<?> main, List<String> flags, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of("-Xshare:auto", "-XX:-UsePerfData"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(arguments));
    return new JavaProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
          output.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      synchronized (output) {
        ended = true;
        output.notifyAll();
      }
    }
  }

  /** The first line that begins like this, what it printed so far included. */
  public String await(String beginning) throws InterruptedException {
    long deadline = System.nanoTime() + LONG.toNanos();
    synchronized (output) {
      for (int i = 0; ; ) {
        for (; i < output.size(); i++) {
          if (output.get(i).startsWith(beginning)) {
            return output.get(i);
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (ended || left <= 0) {
          throw new AssertionError("no line '" + beginning + "' in " + output);
        }
        output.wait(left);
      }
    }
  }

  /** Everything it has printed. */
  public List<String> output() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /** Its number in the system. */
  public long pid() {
    return process.pid();
  }

  /** Ends it with SIGKILL, and returns when it is gone. */
  public void kill() throws InterruptedException {
    // not process.destroyForcibly(): that would close the output, too
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** Asks it with SIGTERM to end. */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** Waits for its end; returns its exit code. All output is there by then. */
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + output());
    }
    reader.join();
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
    reader.join();
  }
}
