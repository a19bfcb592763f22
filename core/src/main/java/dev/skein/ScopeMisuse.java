package dev.skein;

import java.util.concurrent.atomic.LongAdder;

/** Counts scopes that were not closed as they should be. Thread-safe. */
public final class ScopeMisuse {
  private final LongAdder outOfOrder = new LongAdder();
  private final LongAdder twice = new LongAdder();
  private final LongAdder elsewhere = new LongAdder();
  private final LongAdder leaked = new LongAdder();

  ScopeMisuse() {}

  void closedOutOfOrder() {
    outOfOrder.increment();
  }

  void closedTwice() {
    twice.increment();
  }

  void closedElsewhere() {
    elsewhere.increment();
  }

  void leaked() {
    leaked.increment();
  }

  /** Scopes closed while a scope opened after them was still open. */
  public long outOfOrderCount() {
    return outOfOrder.sum();
  }

  /** Closings of a scope that was closed already. */
  public long twiceCount() {
    return twice.sum();
  }

  /** Closings on another thread, or in another Vert.x context, than the scope was opened on. */
  public long elsewhereCount() {
    return elsewhere.sum();
  }

  /** Chains of 256 scopes: leaked ones, of which the older part is let go, or a deep recursion. */
  public long leakedCount() {
    return leaked.sum();
  }

  /** All of the above. */
  public long total() {
    return outOfOrderCount() + twiceCount() + elsewhereCount() + leakedCount();
  }
}
