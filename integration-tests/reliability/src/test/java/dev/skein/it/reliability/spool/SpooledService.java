package dev.skein.it.reliability.spool;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.export.FlushResult;
import dev.skein.export.Health;
import dev.skein.export.SpoolHealth;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A service with a spool, under load until it is killed. It is ready when it has taken over what
 * the one before it left, and says how much of that was lost.
 */
final class SpooledService {
  static final String READY = "ready ";
  static final String DONE = "done";
  static final String LAST = "last";

  private static final int SPANS_PER_SECOND = 2_000;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Skein skein;
  private final Truth truth;

  private SpooledService(Skein skein, Truth truth) {
    this.skein = skein;
    this.truth = truth;
  }

  /** Arguments: the spool's directory, the endpoint, the file of the truth, and what to be. */
  public static void main(String[] arguments) {
    SkeinOptions options =
        SkeinOptions.builder()
            .serviceName("killed service")
            .tracesEndpoint(URI.create(arguments[1]))
            .spoolDirectory(Path.of(arguments[0]))
            .exportDelay(Duration.ofMillis(200))
            .build();
    SpooledService service =
        new SpooledService(
            Skein.builder().options(options).build(), new Truth(Path.of(arguments[2])));
    service.takeOver();
    if (arguments[3].equals(LAST)) {
      service.deliverEverything();
    } else {
      service.work();
    }
  }

  /** What was found is known when the first span was on disk, and so when it is delivered. */
  private void takeOver() {
    endSpan();
    FlushResult flushed = skein.flush(LONG);
    if (!flushed.complete()) {
      throw new IllegalStateException(flushed + " " + skein.health());
    }
    System.out.println(READY + spool().lost());
  }

  private SpoolHealth spool() {
    return Objects.requireNonNull(skein.health().spool());
  }

  private void work() {
    Thread watch = new Thread(this::watchStalls, "stalls");
    watch.setDaemon(true);
    watch.start();
    long start = System.nanoTime();
    for (long ended = 0; !truth.full(); ) {
      LockSupport.parkNanos(TICK_NANOS);
      long due = (long) ((System.nanoTime() - start) / 1e9 * SPANS_PER_SECOND);
      for (; ended < due && !truth.full(); ended++) {
        endSpan();
      }
    }
  }

  private void endSpan() {
    Span span = skein.tracer().startSpan("GET /items/{id}", SpanKind.SERVER, Context.root());
    span.setAttribute("http.request.method", "GET");
    span.setAttribute("http.route", "/items/{id}");
    span.setAttribute("url.path", "/items/4711");
    truth.begin(span.spanIdAsLong());
    span.end();
    truth.end();
  }

  /**
   * How late a thread gets to run that only wants to for a moment, and to write into a mapped file:
   * what the machine imposes.
   */
  private void watchStalls() {
    long before = System.nanoTime();
    while (true) {
      LockSupport.parkNanos(TICK_NANOS);
      long now = System.nanoTime();
      truth.stall(now - before - TICK_NANOS);
      before = now;
    }
  }

  private void deliverEverything() {
    for (Health health = skein.health();
        health.pending() > 0 || spool().recoveredPending() > 0;
        health = skein.health()) {
      LockSupport.parkNanos(TICK_NANOS);
    }
    skein.close();
    System.out.println(DONE);
  }
}
