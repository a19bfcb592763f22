package dev.skein.it.reliability.support;

import dev.skein.Context;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.Tracer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** One thread that ends so many spans in every second, late ones included, and keeps their ids. */
public final class Load {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final LongSupplier span;
  private final int perSecond;
  private final Thread thread;
  private volatile boolean stopped;
  private long[] ids = new long[1 << 16];
  private int count;

  private Load(LongSupplier span, int perSecond) {
    this.span = span;
    this.perSecond = perSecond;
    this.thread = new Thread(this::run, "load");
  }

  /**
   * Starts.
   *
   * @param span starts and ends a span and returns its id
   */
  public static Load start(LongSupplier span, int perSecond) {
    Load load = new Load(span, perSecond);
    load.thread.setDaemon(true);
    load.thread.start();
    return load;
  }

  /** A span as a server has them, with a few attributes. */
  public static LongSupplier serverSpans(Tracer tracer) {
    return () -> {
      Span span = tracer.startSpan("GET /items/{id}", SpanKind.SERVER, Context.root());
      span.setAttribute("http.request.method", "GET");
      span.setAttribute("http.route", "/items/{id}");
      span.setAttribute("url.path", "/items/4711");
      span.setAttribute("http.response.status_code", 200);
      span.end();
      return span.spanIdAsLong();
    };
  }

  private void run() {
    long start = System.nanoTime();
    while (!stopped) {
      LockSupport.parkNanos(TICK_NANOS);
      double seconds = (System.nanoTime() - start) / 1e9;
      for (long due = (long) (seconds * perSecond); count < due; count++) {
        if (count == ids.length) {
          ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count] = span.getAsLong();
      }
    }
  }

  /** Ends it; returns the ids of all spans that ended. */
  public long[] stop() throws InterruptedException {
    stopped = true;
    thread.join();
    return Arrays.copyOf(ids, count);
  }
}
