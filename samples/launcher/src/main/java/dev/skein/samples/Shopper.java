package dev.skein.samples;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The shopper's process: an order goes in as a line, the answer comes back as a line. */
public final class Shopper implements AutoCloseable {
  /**
   * What the shopper says about an order.
   *
   * @param status the HTTP status
   * @param traceId the trace of the purchase
   */
  public record Answer(int status, String traceId) {
    /** Reads a line of the form {@code 200 trace 0af7651916cd43dd8448eb211c80319c …}. */
    static Answer parse(String line) {
      String[] words = line.split(" ", 4);
      if (words.length < 3 || !words[1].equals("trace") || words[2].length() != 32) {
        throw new ShopException("The shopper answered something else: " + line);
      }
      return new Answer(Integer.parseInt(words[0]), words[2]);
    }
  }

  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private Shopper(Process process) {
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  static Shopper start(Path jar, String storefrontUrl, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(ServiceProcess.java(jar, storefrontUrl));
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().putAll(environment);
      return new Shopper(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the shopper", e);
    }
  }

  /** Sends an order and waits for the answer. */
  public Answer buy(String order) {
    try {
      orders.write(order);
      orders.newLine();
      orders.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new ShopException("The shopper is gone");
      }
      return Answer.parse(line);
    } catch (IOException e) {
      throw new UncheckedIOException("The shopper does not answer", e);
    }
  }

  /** Lets the shopper go home. */
  @Override
  public void close() {
    try {
      orders.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
