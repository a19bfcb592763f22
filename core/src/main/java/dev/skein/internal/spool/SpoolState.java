package dev.skein.internal.spool;

import dev.skein.internal.Nullable;
import java.util.concurrent.atomic.AtomicLong;

/** What any thread may ask a spool for, and the one that uses it keeps up to date. */
final class SpoolState {
  final AtomicLong recovered = new AtomicLong();
  final AtomicLong lost = new AtomicLong();
  final AtomicLong failures = new AtomicLong();
  volatile long unreadBytes;
  volatile long bytesOnDisk;
  volatile @Nullable String problem;

  /** Something went wrong. */
  void note(Exception e) {
    failures.incrementAndGet();
    String message = e.getMessage();
    String kind = e.getClass().getSimpleName();
    problem = message == null ? kind : kind + ": " + message;
  }
}
