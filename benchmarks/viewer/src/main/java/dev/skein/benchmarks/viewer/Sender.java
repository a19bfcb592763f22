package dev.skein.benchmarks.viewer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Sends requests over several connections at once, each waiting for its answer. */
final class Sender implements AutoCloseable {
  private static final int CONNECTIONS = 4;

  private final Server server;
  private final Template template;
  private final AtomicLong numbers;
  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

  /**
   * What was sent.
   *
   * @param spans in requests that were answered with a success
   * @param refused requests that were not
   * @param seconds how long it took
   */
  record Sent(long spans, long refused, double seconds) {}

  Sender(Server server, Template template, AtomicLong numbers) {
    this.server = server;
    this.template = template;
    this.numbers = numbers;
  }

  /** Sends for that long, or as many requests, whichever comes first. */
  Sent send(long nanos, long requests) throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    AtomicLong left = new AtomicLong(requests);
    List<Callable<long[]>> work = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      work.add(() -> connection(start + nanos, left));
    }
    long sent = 0;
    long refused = 0;
    for (Future<long[]> one : threads.invokeAll(work)) {
      sent += one.get()[0];
      refused += one.get()[1];
    }
    return new Sent(sent * Template.SPANS, refused, (System.nanoTime() - start) / 1e9);
  }

  /**
   * Sends one request.
   *
   * @throws IOException if it is refused
   */
  void sendOne(byte[] body) throws IOException {
    try (Connection connection = connect()) {
      int status = connection.post(body);
      if (status / 100 != 2) {
        throw new IOException("status " + status);
      }
    }
  }

  private Connection connect() throws IOException {
    Template.Format format = template.format();
    return new Connection(server.uri(format.path()), format.contentType());
  }

  private long[] connection(long end, AtomicLong left) throws IOException {
    long[] counts = new long[2];
    try (Connection connection = connect()) {
      while (System.nanoTime() < end && left.getAndDecrement() > 0) {
        int status = connection.post(template.request(numbers.getAndIncrement()));
        counts[status / 100 == 2 ? 0 : 1]++;
      }
    }
    return counts;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
