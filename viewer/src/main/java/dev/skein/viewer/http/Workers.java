package dev.skein.viewer.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that do what would hold up an event loop: some decode and store spans, others answer
 * questions, so that neither waits for the other.
 */
final class Workers {
  private static final int MAX_INGEST_THREADS = 4;
  private static final int QUERY_THREADS = 16;
  private static final int SLOW_CLIENTS = QUERY_THREADS / 2;
  private static final long PATIENCE_NANOS = 1_000_000_000L;
  private static final long GRACE_NANOS = 100_000_000L;
  private static final int QUERY_QUEUE = 256;
  private static final int IDLE_SECONDS = 30;

  private final ThreadPoolExecutor ingest;
  private final ThreadPoolExecutor queries;
  private final SlowClients slowClients =
      new SlowClients(SLOW_CLIENTS, PATIENCE_NANOS, GRACE_NANOS, System::nanoTime);

  Workers() {
    int processors = Runtime.getRuntime().availableProcessors();
    // what waits is bounded in bytes, by the budget that bodies are read with
    ingest =
        pool(
            "ingest",
            Math.max(2, Math.min(processors, MAX_INGEST_THREADS)),
            new LinkedBlockingQueue<>());
    // more than processors: some answers may wait for slow clients
    queries = pool("query", QUERY_THREADS, new ArrayBlockingQueue<>(QUERY_QUEUE));
  }

  private static ThreadPoolExecutor pool(String name, int threads, BlockingQueue<Runnable> queue) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            queue,
            task -> {
              Thread thread =
                  new Thread(task, "skein-viewer-" + name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Runs a task that takes spans; false if there is no room or the server closes. */
  boolean ingest(Runnable task) {
    return execute(ingest, task);
  }

  /** Runs a task that answers a question; false if there is no room or the server closes. */
  boolean query(Runnable task) {
    return execute(queries, task);
  }

  /** Where workers wait that answer slow clients: not all of them at a time. */
  SlowClients slowClients() {
    return slowClients;
  }

  private static boolean execute(ThreadPoolExecutor pool, Runnable task) {
    try {
      pool.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Takes no more tasks, and waits for those that are there. */
  void close(long timeoutMillis) {
    ingest.shutdown();
    queries.shutdown();
    try {
      if (!ingest.awaitTermination(timeoutMillis, TimeUnit.MILLISECONDS)) {
        ingest.shutdownNow();
      }
      queries.shutdownNow();
    } catch (InterruptedException e) {
      ingest.shutdownNow();
      queries.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
