package dev.skein.internal.spool;

import dev.skein.internal.Nullable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;

/**
 * Counts that outlive the process, because they are kept in a mapped page: how many spans it
 * accepted, how many of them it wrote to its folder, and how many never had to be. What is left
 * when it is killed is what was lost. Thread-safe, never waits.
 *
 * <p>The page can come, or be exchanged for another, while spans are accepted. So whoever counts
 * writes the count itself and not its change, and repeats it from time to time.
 */
public final class AcceptedSpans {
  static final String NAME = "counters";

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MAGIC = 0x534B45494E435452L; // SKEINCTR

  /** Two cache lines each. */
  private static final int LINE = 128;

  private static final int WRITTEN = LINE;
  private static final int ELSEWHERE = 2 * LINE;
  private static final int ALONE = 3 * LINE;
  private static final int STRIPES = 4 * LINE;

  private static final int MAX_BYTES = STRIPES + 1024 * LINE;

  private final int stripes;
  private volatile @Nullable ByteBuffer page;

  AcceptedSpans(int stripes) {
    this.stripes = stripes;
  }

  /** A stripe's count. Called under its lock. */
  public void set(int stripe, long accepted) {
    ByteBuffer target = page;
    if (target != null) {
      LONG.setRelease(target, STRIPES + stripe * LINE, accepted);
    }
  }

  /** The count of spans accepted beside the stripes, unless it is higher already. */
  public void raiseAlone(long accepted) {
    raise(ALONE, accepted);
  }

  private void raise(int line, long count) {
    ByteBuffer target = page;
    if (target != null) {
      long before = (long) LONG.getVolatile(target, line);
      while (before < count && !LONG.compareAndSet(target, line, before, count)) {
        before = (long) LONG.getVolatile(target, line);
      }
    }
  }

  /** A page for a new folder. */
  void create(SpoolFiles files) throws IOException {
    ByteBuffer created = files.map(NAME, STRIPES + stripes * LINE);
    LONG.setRelease(created, 0, MAGIC);
    page = created;
  }

  /** The folder is gone, or not this process's any more. */
  void detach() {
    page = null;
  }

  void written(long spans) {
    ByteBuffer target = page;
    if (target != null) {
      LONG.setRelease(target, WRITTEN, spans);
    }
  }

  /** How many accepted spans are settled that are not and will not be in the folder. */
  void elsewhere(long spans) {
    raise(ELSEWHERE, spans);
  }

  /** The counts of a process that is gone. */
  static final class Left {
    private static final long PLAUSIBLE = 1L << 40;

    final long written;
    private final boolean present;
    private final long elsewhere;
    private final long accepted;

    private Left(ByteBuffer in) {
      present = true;
      written = plausible(in.getLong(WRITTEN));
      elsewhere = plausible(in.getLong(ELSEWHERE));
      long sum = plausible(in.getLong(ALONE));
      for (int at = STRIPES; at + Long.BYTES <= in.limit(); at += LINE) {
        sum += plausible(in.getLong(at));
      }
      accepted = sum;
    }

    private Left() {
      this.present = false;
      this.written = 0;
      this.elsewhere = 0;
      this.accepted = 0;
    }

    private static long plausible(long count) {
      return count < 0 || count > PLAUSIBLE ? 0 : count;
    }

    /** Accepted spans that are not among those found in the folder. */
    long lost(long found) {
      return Math.max(0, accepted - elsewhere - found);
    }

    /**
     * Has nobody find that loss again, even when the records that were found are gone. A process
     * may be killed between a write and counting it.
     */
    void correct(SpoolFiles files, long found, long lost) throws IOException {
      if (present && (found != written || lost != 0)) {
        try (SpoolFile file = files.open(NAME)) {
          write(file, found, WRITTEN);
          write(file, elsewhere + lost, ELSEWHERE);
        }
      }
    }

    private static void write(SpoolFile file, long count, int line) throws IOException {
      ByteBuffer out = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      file.write(out.putLong(0, count), line);
    }
  }

  /** Reads the page of a process that is gone; without one nothing is known to be lost. */
  static Left read(SpoolFiles files) throws IOException {
    try (SpoolFile file = files.open(NAME)) {
      int size = (int) Math.min(file.size(), MAX_BYTES);
      ByteBuffer in = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
      in.limit(file.read(in, 0));
      return in.limit() >= STRIPES && in.getLong(0) == MAGIC ? new Left(in) : new Left();
    } catch (NoSuchFileException e) {
      return new Left();
    }
  }
}
