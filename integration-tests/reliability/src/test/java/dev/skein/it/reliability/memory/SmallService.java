package dev.skein.it.reliability.memory;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.export.DropReason;
import dev.skein.export.FlushResult;
import dev.skein.export.Health;
import dev.skein.it.reliability.support.Ledger;
import dev.skein.it.reliability.support.Load;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A service whose spans have huge attributes, under load until a backend takes the first of them.
 * Then it has the rest delivered, writes down the ids of all, and says what became of them.
 */
final class SmallService {
  static final String READY = "ready";
  static final String FULL = "full";
  static final String DONE = "done ";
  static final int SPANS_PER_SECOND = 5_000;

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int ONE_MEGABYTE = 1_000_000;

  /** One value of a byte per character in memory and sent, one of two in memory and three sent. */
  private static final String[] VALUES = {
    "x".repeat(ONE_MEGABYTE), "\u20ac".repeat(ONE_MEGABYTE / 2)
  };

  private final Skein skein;
  private final CountDownLatch taken = new CountDownLatch(1);
  private long ended;
  private long mostBytes;
  private boolean exceeded;
  private boolean full;

  private SmallService(URI endpoint) {
    SkeinOptions options =
        SkeinOptions.builder().serviceName("small heap").tracesEndpoint(endpoint).build();
    this.skein = Skein.builder().options(options).build();
  }

  /** Arguments: the endpoint, and the file for the ids. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    new SmallService(URI.create(arguments[0])).run(Path.of(arguments[1]));
  }

  private void run(Path file) throws IOException, InterruptedException {
    Load load = Load.start(this::span, SPANS_PER_SECOND);
    System.out.println(READY);
    taken.await();
    long[] ids = load.stop();
    FlushResult flushed = skein.flush(LONG);
    if (flushed.pending() > 0) {
      throw new IllegalStateException(flushed + " " + skein.health());
    }
    look();
    try (Ledger ledger = Ledger.create(file)) {
      ledger.received(ids);
    }
    System.out.println(DONE + report());
    skein.close();
  }

  private long span() {
    Span span = skein.tracer().startSpan("import", SpanKind.INTERNAL, Context.root());
    span.setAttribute("import.document", VALUES[(int) (ended++ % VALUES.length)]);
    span.end();
    // the memory in use grows with ends only: these are its highest points
    Health health = look();
    if (!full && health.droppedTotal() > 0) {
      full = true;
      System.out.println(FULL);
    }
    if (health.exported() > 0) {
      taken.countDown();
    }
    return span.spanIdAsLong();
  }

  private Health look() {
    Health health = skein.health();
    mostBytes = Math.max(mostBytes, health.bufferedBytes());
    exceeded |= health.bufferedBytes() > health.bufferLimitBytes();
    return health;
  }

  private String report() {
    Health health = skein.health();
    return String.join(
        " ",
        "started=" + health.started(),
        "live=" + health.live(),
        "pending=" + health.pending(),
        "exported=" + health.exported(),
        "rejected=" + health.rejected(),
        "dropped=" + health.droppedTotal(),
        "queueFull=" + health.dropped().getOrDefault(DropReason.QUEUE_FULL, 0L),
        "mostBytes=" + mostBytes,
        "limitBytes=" + health.bufferLimitBytes(),
        "exceeded=" + (exceeded ? 1 : 0));
  }
}
