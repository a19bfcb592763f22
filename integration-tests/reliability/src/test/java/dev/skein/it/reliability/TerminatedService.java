package dev.skein.it.reliability;

import dev.skein.Skein;
import dev.skein.export.Health;
import dev.skein.export.SpoolHealth;
import dev.skein.it.reliability.support.Load;
import java.util.function.LongSupplier;

/**
 * A plain Java application under load, in a process of its own, configured by system properties. It
 * closes Skein in a shutdown hook, as an application without a framework does, and says what came
 * of it.
 */
final class TerminatedService {
  static final String READY = "ready";
  static final String CLOSED = "closed ";
  private static final int SPANS_PER_SECOND = 500;

  private TerminatedService() {}

  public static void main(String[] arguments) throws InterruptedException {
    Skein skein = Skein.create();
    LongSupplier spans = Load.serverSpans(skein.tracer());
    spans.getAsLong();
    Load load = Load.start(spans, SPANS_PER_SECOND);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(skein, load)));
    System.out.println(READY);
    Thread.currentThread().join();
  }

  private static void close(Skein skein, Load load) {
    skein.close();
    try {
      load.stop();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Health health = skein.health();
    SpoolHealth spool = health.spool();
    System.out.println(
        CLOSED
            + String.join(
                " ",
                "started=" + health.started(),
                "live=" + health.live(),
                "pending=" + health.pending(),
                "exported=" + health.exported(),
                "rejected=" + health.rejected(),
                "dropped=" + health.droppedTotal(),
                "spooled=" + (spool == null ? 0 : spool.spooled()),
                "recovered=" + (spool == null ? 0 : spool.recovered()),
                "recoveredExported=" + (spool == null ? 0 : spool.recoveredExported()),
                "lost=" + (spool == null ? 0 : spool.lost())));
  }
}
