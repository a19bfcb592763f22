package dev.skein.export;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts what became of spans. Thread-safe. A span that was started ends in exactly one of three
 * ways: accepted by the buffers (which count that), or dropped at its end. An accepted one is
 * settled later: exported, rejected or dropped.
 */
final class SpanLedger {
  private static final int MAX_REASONS = 64;

  private final LongAdder started = new LongAdder();

  /** Spans that somebody else has counted. */
  private volatile LongSupplier startedElsewhere = () -> 0;

  private final LongAdder droppedAtEnd = new LongAdder();
  private final AtomicLong exported = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();
  private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

  void started() {
    started.increment();
  }

  void startedElsewhere(LongSupplier count) {
    startedElsewhere = count;
  }

  /** A span ended without reaching a buffer. */
  void droppedAtEnd(String reason) {
    droppedAtEnd.increment();
    counter(reason).increment();
  }

  /** Accepted spans were delivered, less some that the endpoint refused. */
  void exported(long spans, long refused) {
    exported.addAndGet(spans);
    rejected.addAndGet(refused);
    settled.addAndGet(spans + refused);
  }

  /** Accepted spans were given up. */
  void droppedAccepted(String reason, long spans) {
    counter(reason).add(spans);
    settled.addAndGet(spans);
  }

  private LongAdder counter(String reason) {
    LongAdder counter = dropped.get(reason);
    if (counter != null) {
      return counter;
    }
    String key = dropped.size() < MAX_REASONS ? reason : "other";
    return dropped.computeIfAbsent(key, unused -> new LongAdder());
  }

  long exported() {
    return exported.get();
  }

  long rejected() {
    return rejected.get();
  }

  Map<String, Long> dropped() {
    Map<String, Long> counts = new HashMap<>();
    dropped.forEach((reason, count) -> counts.put(reason, count.sum()));
    return counts;
  }

  /**
   * A snapshot. What happens to a span last is read first, so that a span which moves meanwhile is
   * at worst counted where it came from as well, and no count is negative.
   */
  Counts counts(SpanBuffers buffers) {
    long settledNow = settled.get();
    long acceptedNow = buffers.accepted();
    long endedNow = acceptedNow + droppedAtEnd.sum();
    long startedNow = started.sum() + startedElsewhere.getAsLong();
    return new Counts(
        startedNow, Math.max(0, startedNow - endedNow), Math.max(0, acceptedNow - settledNow));
  }

  /** Spans that were started, those that did not end yet, and those that wait or are in flight. */
  static final class Counts {
    final long started;
    final long live;
    final long pending;

    Counts(long started, long live, long pending) {
      this.started = started;
      this.live = live;
      this.pending = pending;
    }
  }
}
