package dev.skein.export;

import dev.skein.internal.Nullable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Sends over plain sockets that block: HTTP/1.1 with connections that are kept, no redirects, no
 * cookies. Thread-safe.
 *
 * <p>A few threads do the waiting, each for one request at a time. They are made when they are
 * needed, by the pipeline's thread, inherit nothing from an application, are daemons, and end when
 * there is nothing to do. Nothing that blocks a thread is trusted to end: a timer closes the
 * connection of a request whose time is over. A name look-up cannot be ended; it delays its thread,
 * which then keeps nothing of the request. With a resolver that answers nobody, all threads end up
 * there, and further requests fail without a look-up, by their timeout, until one comes back.
 */
final class SocketSender implements HttpSender {
  private static final int MAX_THREADS = 4;
  private static final long THREAD_IDLE_SECONDS = 10;

  /** Collectors and proxies close what was idle for 30 s or 60 s, seldom less. */
  private static final long CONNECTION_IDLE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final int REQUEST_TIMEOUT = 408;

  private final HttpConnector connector;
  private final boolean gzip;
  private final Duration timeout;
  private final int maxReplyBytes;
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor timer;

  /** In the order of their deadlines. Guarded by this object's lock, as all below. */
  private final Set<HttpExchange> running = new LinkedHashSet<>();

  /** The one used last comes first. */
  private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();

  /** Whether the timer will look again, at the latest when a request that begins now is late. */
  private boolean watching;

  private boolean closed;

  /**
   * Creates a sender that opens nothing yet.
   *
   * @param timeout from the call to the last byte of the reply
   */
  SocketSender(HttpConnector connector, boolean gzip, Duration timeout, int maxReplyBytes) {
    this.connector = connector;
    this.gzip = gzip;
    this.timeout = timeout;
    this.maxReplyBytes = maxReplyBytes;
    this.threads =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            SocketSender::thread);
    this.timer = new ScheduledThreadPoolExecutor(1, SocketSender::thread);
    threads.allowCoreThreadTimeOut(true);
    timer.setKeepAliveTime(THREAD_IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  @Override
  public CompletableFuture<HttpReply> send(SpanBatch batch) {
    HttpExchange exchange = new HttpExchange(batch, System.nanoTime() + timeout.toNanos());
    try {
      synchronized (this) {
        if (closed) {
          throw new IllegalStateException("the exporter is closed");
        }
        running.add(exchange);
        watch(timeout.toNanos());
      }
      threads.execute(() -> run(exchange));
    } catch (Throwable e) {
      // No memory for a thread, most likely.
      ended(exchange);
      exchange.completeExceptionally(e);
    }
    return exchange;
  }

  private void run(HttpExchange exchange) {
    try {
      HttpReply reply = perform(exchange);
      ended(exchange);
      exchange.complete(reply);
    } catch (Throwable e) {
      ended(exchange);
      exchange.completeExceptionally(e);
    }
  }

  /**
   * On a connection that was kept, a request is repeated once, on a new one, when the first failed
   * before anything of a reply came: most likely the endpoint had closed it meanwhile, or does not
   * want to answer on it (408). If it did work on the request nonetheless, the spans arrive twice,
   * as they would after any retry; OTLP allows for that, and losing them would be worse. Not
   * repeated are a request on a new connection, one with a part of a reply, and one whose time is
   * over: those are failures that the pipeline has to know of.
   */
  private HttpReply perform(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream zipped = null;
    HttpConnection kept = exchange.over() ? null : takeIdle();
    if (kept != null) {
      exchange.use(kept.raw());
      zipped = compressed(exchange);
      try {
        HttpReply reply = kept.exchange(exchange.batch(), zipped, maxReplyBytes);
        if (reply.status != REQUEST_TIMEOUT) {
          return released(exchange, kept, reply);
        }
      } catch (IOException e) {
        if (kept.answered() || exchange.over()) {
          throw e;
        }
      }
      kept.close();
      // What closed one connection, such as a restart, has most likely closed all.
      closeIdle();
    }
    // One that waited for its turn for too long is not worth looking for the host.
    exchange.batch();
    HttpConnection opened = connector.open(exchange);
    zipped = zipped == null ? compressed(exchange) : zipped;
    return released(exchange, opened, opened.exchange(exchange.batch(), zipped, maxReplyBytes));
  }

  private @Nullable ByteArrayOutputStream compressed(HttpExchange exchange) throws IOException {
    return gzip ? compress(exchange.batch()) : null;
  }

  private static ByteArrayOutputStream compress(SpanBatch batch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(batch.sizeInBytes() / 4 + 64);
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      batch.writeTo(zip);
    }
    return bytes;
  }

  /** Keeps the connection for the next request, or closes it. */
  private HttpReply released(HttpExchange exchange, HttpConnection connection, HttpReply reply) {
    if (!connection.keep(CONNECTION_IDLE_NANOS)) {
      connection.close();
    } else if (exchange.release()) {
      synchronized (this) {
        if (closed) {
          connection.close();
        } else {
          idle.addFirst(connection);
          watch(timeout.toNanos());
        }
      }
    }
    return reply;
  }

  private @Nullable HttpConnection takeIdle() {
    while (true) {
      HttpConnection connection;
      synchronized (this) {
        connection = idle.pollFirst();
      }
      if (connection == null) {
        return null;
      }
      if (!connection.closeIfOld(System.nanoTime())) {
        if (connection.quiet()) {
          return connection;
        }
        connection.close();
      }
    }
  }

  private synchronized void closeIdle() {
    idle.forEach(HttpConnection::close);
    idle.clear();
  }

  private synchronized void ended(HttpExchange exchange) {
    running.remove(exchange);
  }

  /** One timer for all: it fires every few seconds, not for every request. */
  @SuppressWarnings("FutureReturnValueIgnored") // what it runs throws nothing
  private void watch(long nanos) {
    if (!watching && !closed) {
      watching = true;
      timer.schedule(this::check, Math.min(nanos, CONNECTION_IDLE_NANOS), TimeUnit.NANOSECONDS);
    }
  }

  /** Ends requests that are late, and closes connections that nobody needed for a while. */
  private void check() {
    List<HttpExchange> late = new ArrayList<>();
    synchronized (this) {
      watching = false;
      long now = System.nanoTime();
      long next = timeout.toNanos();
      for (HttpExchange exchange : running) {
        if (exchange.deadline - now > 0) {
          next = exchange.deadline - now;
          break;
        }
        late.add(exchange);
      }
      late.forEach(running::remove);
      idle.removeIf(connection -> connection.closeIfOld(now));
      if (!running.isEmpty() || !idle.isEmpty()) {
        watch(next);
      }
    }
    for (HttpExchange exchange : late) {
      exchange.completeExceptionally(
          new IOException("no complete reply within " + timeout.toMillis() + " ms"));
    }
  }

  @Override
  public void close() {
    List<HttpExchange> unfinished;
    synchronized (this) {
      closed = true;
      closeIdle();
      unfinished = new ArrayList<>(running);
    }
    threads.shutdown();
    timer.shutdownNow();
    for (HttpExchange exchange : unfinished) {
      exchange.completeExceptionally(new IOException("the exporter was closed"));
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(null, task, "skein-exporter-http", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }
}
