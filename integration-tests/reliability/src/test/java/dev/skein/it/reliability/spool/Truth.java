package dev.skein.it.reliability.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The spans that a process ended, and when: in a mapped file, so that it is true up to the very
 * instruction at which the process is killed. Written by one thread, but for the stall.
 */
final class Truth {
  private static final int MOST_SPANS = 60_000;
  private static final int BEGUN = 0;
  private static final int ENDED = 8;
  private static final int STALL = 16;
  private static final int SPANS = 24;
  private static final int SPAN = 16;

  private final MappedByteBuffer page;

  Truth(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      page = channel.map(FileChannel.MapMode.READ_WRITE, 0, SPANS + MOST_SPANS * SPAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean full() {
    return ended() == MOST_SPANS;
  }

  /** The next span is about to end. */
  void begin(long spanId) {
    int count = ended();
    page.putLong(SPANS + count * SPAN, spanId);
    page.putLong(BEGUN, count + 1);
  }

  /** It has ended. */
  void end() {
    int count = ended();
    page.putLong(SPANS + count * SPAN + 8, System.nanoTime());
    page.putLong(ENDED, count + 1);
  }

  /** How long a thread was kept from running, at most. */
  void stall(long nanos) {
    page.putLong(STALL, Math.max(nanos, stallNanos()));
  }

  long stallNanos() {
    return page.getLong(STALL);
  }

  int begun() {
    return (int) page.getLong(BEGUN);
  }

  int ended() {
    return (int) page.getLong(ENDED);
  }

  long spanId(int index) {
    return page.getLong(SPANS + index * SPAN);
  }

  long endedAt(int index) {
    return page.getLong(SPANS + index * SPAN + 8);
  }
}
