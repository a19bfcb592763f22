package dev.skein.export;

import dev.skein.internal.Nullable;
import dev.skein.internal.Printable;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * What the pipeline says in the log: one line when the endpoint goes away, one when it is back, and
 * at most one a minute about drops. It looks at the counts instead of being told of each event, so
 * that nothing can make it talk more often.
 */
final class DeliveryLog {
  private static final int CLOSE_TRIES = 200;
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** A single failure is often only a connection that the other side had closed. */
  private static final int FAILURES_WORTH_A_LINE = 2;

  private final SpanPipelineConfig config;
  private final String endpoint;
  private final MemoryBudget budget;
  private final Delivery delivery;
  private final SpanLedger ledger;
  private final LongSupplier clock;

  /** Held while a line is decided on and printed, and never waited for. */
  private final AtomicBoolean busy = new AtomicBoolean();

  private final SpoolLog spoolLog = new SpoolLog(this::say);
  private @Nullable LogSink sink;
  private boolean outageSaid;
  private boolean fullSaid;
  private long outageSince;
  private long settledBeforeOutage;
  private Map<String, Long> dropsBeforeOutage = Map.of();
  private @Nullable Tally recovery;
  private long recoveredAt;
  private boolean backSaid;
  private long sentBeforeRecovery;
  private long waitedAtRecovery;
  private Map<String, Long> dropsSaid = Map.of();
  private long rejectedSaid;
  private boolean dropLineSaid;
  private long dropLineAt;
  private boolean failureSaid;
  private long failureAt;

  DeliveryLog(
      SpanPipelineConfig config,
      String endpoint,
      MemoryBudget budget,
      Delivery delivery,
      SpanLedger ledger) {
    this.config = config;
    this.endpoint = endpoint;
    this.budget = budget;
    this.delivery = delivery;
    this.ledger = ledger;
    this.clock = config.nanoTime;
    this.sink = config.logSink;
  }

  /** Says what happened since the last call, if it is worth a line. */
  void report(long now) {
    if (busy.compareAndSet(false, true)) {
      try {
        DeliveryStatus status = delivery.status(now);
        reportOutage(status);
        reportRecovery(status, now);
        reportDrops(status, now);
        spoolLog.report(status.spool, now);
      } finally {
        busy.set(false);
      }
    }
  }

  /** Says what an error inside the worker was, at most once a minute. */
  void workerFailed(Throwable e) {
    long now = clock.getAsLong();
    if (!failureSaid || now - failureAt >= MINUTE_NANOS) {
      failureSaid = true;
      failureAt = now;
      say(Level.WARNING, "The span exporter's thread goes on after " + ErrorText.of(e));
    }
  }

  /** Says what was lost in the end, if anything was. */
  void closed() {
    // The worker may be in the middle of a line; whoever closes can wait for that.
    for (int i = 0; !busy.compareAndSet(false, true); i++) {
      if (i == CLOSE_TRIES) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    try {
      Map<String, Long> drops = since(dropsSaid, ledger.dropped());
      DeliveryStatus status = delivery.status(clock.getAsLong());
      SpoolHealth spool = status.spool;
      if (spool != null && spool.spooled() + spool.recoveredPending() > 0) {
        say(
            Level.INFO,
            "Closed; "
                + (spool.spooled() + spool.recoveredPending())
                + " spans stay in "
                + spool.directory()
                + " for the next process");
      }
      if (!drops.isEmpty()) {
        say(
            status.everReached ? Level.WARNING : Level.INFO,
            "Closed; "
                + (status.everReached ? "" : endpoint + " never answered; ")
                + "dropped "
                + counts(drops)
                + lastError(status));
      }
    } finally {
      busy.set(false);
    }
  }

  private void reportOutage(DeliveryStatus status) {
    if (outageSaid || status.closing || !status.away || status.failures < FAILURES_WORTH_A_LINE) {
      return;
    }
    outageSaid = true;
    outageSince = status.awaySince;
    settledBeforeOutage = ledger.exported() + ledger.rejected();
    dropsBeforeOutage = ledger.dropped();
    String waits = waits(status) + ", and are sent when it answers" + lastError(status);
    if (status.everReached) {
      String since = status.everTook ? " does not take spans any more" : " does not take spans";
      say(Level.WARNING, endpoint + since + waits);
    } else {
      say(Level.INFO, "Nobody answers yet at " + endpoint + waits);
    }
  }

  private String waits(DeliveryStatus status) {
    SpoolHealth spool = status.spool;
    if (spool == null || spool.problem() != null) {
      return ". Spans wait in memory, up to "
          + config.memoryLimitBytes / 1024
          + " KiB"
          + room(config.memoryLimitBytes - budget.used(), status.bytesPerSecond);
    }
    return ". Spans wait in "
        + spool.directory()
        + ", up to "
        + spool.limitBytes() / 1024
        + " KiB"
        + room(spool.limitBytes() - spool.bytes(), status.bytesPerSecond);
  }

  /** For how long that much room will do. */
  private static String room(long bytes, double bytesPerSecond) {
    if (bytesPerSecond <= 0) {
      return "";
    }
    return " (enough for about " + time((long) (bytes / bytesPerSecond)) + " at the present rate)";
  }

  private static String time(long seconds) {
    return seconds < 120
        ? seconds + " s"
        : seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
  }

  private void reportRecovery(DeliveryStatus status, long now) {
    if (!outageSaid) {
      return;
    }
    Tally following = recovery;
    if (status.away) {
      if (following != null) {
        delivery.forget(following);
        recovery = null;
      }
    } else if (following == null) {
      recovery = delivery.follow();
      recoveredAt = now;
      sentBeforeRecovery = ledger.exported() + ledger.rejected() - settledBeforeOutage;
      waitedAtRecovery = delivery.status(now).waiting + sentBeforeRecovery;
    }
    following = recovery;
    if (following != null && !backSaid && now - recoveredAt >= MINUTE_NANOS) {
      backSaid = true;
      say(
          Level.INFO,
          endpoint
              + " is back after "
              + TimeUnit.NANOSECONDS.toSeconds(recoveredAt - outageSince)
              + " s, and gets the "
              + waitedAtRecovery
              + " spans that waited bit by bit");
    }
    if (following != null && following.done.isDone()) {
      FlushResult result = delivery.result(following);
      Map<String, Long> drops = since(dropsBeforeOutage, ledger.dropped());
      say(
          Level.INFO,
          endpoint
              + " is back after "
              + TimeUnit.NANOSECONDS.toSeconds(recoveredAt - outageSince)
              + " s: "
              + waitedAtRecovery
              + " spans waited, "
              + (result.exported() + result.rejected() + sentBeforeRecovery)
              + " were delivered, "
              + (drops.isEmpty() ? "none was dropped" : "dropped " + counts(drops)));
      recovery = null;
      outageSaid = false;
      backSaid = false;
      fullSaid = false;
      dropsSaid = ledger.dropped();
    }
  }

  private void reportDrops(DeliveryStatus status, long now) {
    if (dropLineSaid && now - dropLineAt < MINUTE_NANOS) {
      return;
    }
    Map<String, Long> all = new TreeMap<>(ledger.dropped());
    // What closing costs is said once, at its end.
    all.remove(DropReason.SHUTDOWN);
    Map<String, Long> drops = since(dropsSaid, all);
    boolean full = drops.keySet().removeIf(reason -> fullSaid && isFull(reason));
    full |= drops.containsKey(DropReason.QUEUE_FULL) || drops.containsKey(DropReason.SPOOL_FULL);
    long rejected = ledger.rejected() - rejectedSaid;
    if (drops.isEmpty() && rejected == 0) {
      return;
    }
    fullSaid = full && outageSaid;
    dropsSaid = all;
    rejectedSaid = ledger.rejected();
    dropLineSaid = true;
    dropLineAt = now;
    String refused = rejected == 0 ? "" : rejected + " refused by the endpoint";
    String lost = drops.isEmpty() ? "" : counts(drops);
    say(
        Level.WARNING,
        "Spans lost: "
            + lost
            + (lost.isEmpty() || refused.isEmpty() ? "" : ", ")
            + refused
            + lastError(status));
  }

  /** Said once per outage; the line at its end has the number. */
  private static boolean isFull(String reason) {
    return reason.equals(DropReason.QUEUE_FULL) || reason.equals(DropReason.SPOOL_FULL);
  }

  /** What was dropped since then, less what was meant to be. */
  private static Map<String, Long> since(Map<String, Long> before, Map<String, Long> now) {
    Map<String, Long> difference = new TreeMap<>();
    now.forEach(
        (reason, count) -> {
          long more = count - before.getOrDefault(reason, 0L);
          if (more > 0 && !reason.equals(DropReason.HOOK)) {
            difference.put(reason, more);
          }
        });
    return difference;
  }

  private static String counts(Map<String, Long> drops) {
    StringBuilder text = new StringBuilder();
    drops.forEach(
        (reason, count) ->
            text.append(text.length() == 0 ? "" : ", ")
                .append(ErrorText.of(reason))
                .append('=')
                .append(count));
    return text.toString();
  }

  private static String lastError(DeliveryStatus status) {
    String error = status.lastError;
    return error == null ? "" : " (last error: " + ErrorText.of(error) + ")";
  }

  private void say(Level level, String line) {
    try {
      LogSink target = sink;
      if (target == null) {
        System.Logger logger = System.getLogger("dev.skein.export");
        target = logger::log;
        sink = target;
      }
      target.log(level, Printable.clean(line));
    } catch (Throwable ignored) {
      // A log handler that throws must not stop the delivery.
    }
  }
}
