package dev.skein.viewer.store;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens to a store into segments, and deletes those of which nothing is left. Where
 * it cannot write, it says so once, and lets it be tried again every second. Not thread-safe.
 */
final class SegmentLog implements Closeable {
  private static final Logger LOGGER = System.getLogger(SegmentLog.class.getName());
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path directory;
  private final Disk disk;
  private final SecureRandom salts = new SecureRandom();

  /** Oldest first. */
  private final Deque<Segment> segments = new ArrayDeque<>();

  private long nextNumber;
  private long totalBytes;

  /** What is being written; it is the last of the segments. */
  private @Nullable SegmentFile file;

  private SegmentFormat format = new SegmentFormat(0);

  private @Nullable String problem;
  private boolean undeletable;
  private long nextTry;

  /**
   * What a log writes on.
   *
   * @param segmentBytes how long a segment becomes before another one is begun
   */
  record Disk(long segmentBytes, SegmentFile.Creator files, LongSupplier nanoTime) {
    private static final long MAX_SEGMENT = 16 << 20;
    private static final long MIN_SEGMENT = 64 << 10;

    /** The file system, for a store of some size. */
    static Disk of(long maxBytes) {
      long segmentBytes = Math.max(MIN_SEGMENT, Math.min(MAX_SEGMENT, maxBytes / 8));
      return new Disk(segmentBytes, SegmentFile::create, System::nanoTime);
    }
  }

  /** A log that goes on behind some segments. */
  SegmentLog(Path directory, List<Segment> segments, Disk disk) {
    this.directory = directory;
    this.disk = disk;
    this.segments.addAll(segments);
    for (Segment segment : segments) {
      nextNumber = segment.number + 1;
      totalBytes += segment.bytes;
    }
  }

  /** Whether it should be tried to write. */
  boolean isDue() {
    return problem == null || disk.nanoTime().getAsLong() - nextTry >= 0;
  }

  /** Whether there is nothing in files. */
  boolean isEmpty() {
    return segments.isEmpty();
  }

  /**
   * Writes a record.
   *
   * @param tracesBefore the sequence below which all traces are that the files tell of so far
   * @throws IOException if that cannot be; then it {@linkplain #fails has failed}
   */
  void write(int kind, byte[] payload, long tracesBefore) throws IOException {
    SegmentFile to = file != null ? file : begin(tracesBefore);
    ByteBuffer record = ByteBuffer.allocate(SegmentFormat.RECORD_HEADER + payload.length);
    format.write(kind, payload, record);
    to.append(record.flip());
    grow(record.limit());
    if (segments.getLast().bytes >= disk.segmentBytes()) {
      file = null;
      try (to) {
        to.force();
      }
    }
  }

  private SegmentFile begin(long tracesBefore) throws IOException {
    Segment segment = new Segment(directory, nextNumber++);
    segment.tracesBefore = tracesBefore;
    SegmentFile begun = disk.files().create(segment.path);
    segments.addLast(segment);
    file = begun;
    format = new SegmentFormat(salts.nextLong());
    begun.append(format.header());
    grow(SegmentFormat.HEADER);
    return begun;
  }

  private void grow(int bytes) {
    segments.getLast().bytes += bytes;
    totalBytes += bytes;
  }

  /** Goes on without writing, as that has failed. */
  void fails(Throwable e) {
    nextTry = disk.nanoTime().getAsLong() + RETRY_NANOS;
    SegmentFile broken = file;
    file = null;
    if (broken != null) {
      giveUp(broken);
    }
    if (problem == null) {
      LOGGER.log(
          Level.WARNING,
          "Traces cannot be written to " + directory + " and are in memory only for now: " + e);
    }
    problem = e.toString();
  }

  /** Leaves a file as it was after its last whole record, if it lets itself be left so. */
  private void giveUp(SegmentFile broken) {
    try (broken) {
      broken.truncate(segments.getLast().bytes);
    } catch (IOException e) {
      // what is not whole is passed over when it is read
    }
    if (segments.getLast().bytes <= SegmentFormat.HEADER) {
      // else a disk that is nearly full would get one without a record whenever it is tried again
      Segment empty = segments.removeLast();
      totalBytes -= empty.bytes;
      delete(empty);
    }
  }

  /** Goes on with writing, as that has worked, and what was missing has been written. */
  void works(long spans) {
    if (problem != null) {
      problem = null;
      LOGGER.log(
          Level.INFO,
          "Traces are written to "
              + directory
              + " again, also the "
              + spans
              + " spans that came meanwhile and are still here");
    }
  }

  /** Tells of spans that will never be in files. */
  void lost(long spans) {
    LOGGER.log(
        Level.WARNING, spans + " spans could not be written to " + directory + ": " + problem);
  }

  /** Deletes the segments in which nothing is left, as the oldest trace that is here has come. */
  void deleteBefore(long oldestTrace) {
    while (segments.size() > 1 && tracesBeforeSecond() <= oldestTrace && delete()) {
      // and the next one
    }
  }

  /** Deletes everything. */
  void deleteAll() {
    SegmentFile current = file;
    file = null;
    if (current != null) {
      try {
        current.close();
      } catch (IOException e) {
        // it is deleted anyway
      }
    }
    while (!segments.isEmpty() && delete()) {
      // and the next one
    }
  }

  private boolean delete() {
    boolean deleted = delete(segments.getFirst());
    if (deleted) {
      totalBytes -= segments.removeFirst().bytes;
    }
    return deleted;
  }

  private boolean delete(Segment segment) {
    try {
      Files.deleteIfExists(segment.path);
      undeletable = false;
      return true;
    } catch (IOException e) {
      if (!undeletable) {
        undeletable = true;
        LOGGER.log(Level.WARNING, segment.path + " cannot be deleted: " + e);
      }
      return false;
    }
  }

  private long tracesBeforeSecond() {
    return segments.stream().skip(1).findFirst().orElseThrow().tracesBefore;
  }

  /** If the segments are longer than a limit: the trace before which all have to go; else -1. */
  long tracesBeyond(long maxBytes) {
    return totalBytes > maxBytes && segments.size() > 1 ? tracesBeforeSecond() : -1;
  }

  StoreStats.Disk stats(long restoredSpans, long unsavedSpans, long skippedBytes, long cutBytes) {
    return new StoreStats.Disk(
        directory,
        segments.size(),
        totalBytes,
        restoredSpans,
        unsavedSpans,
        skippedBytes,
        cutBytes,
        problem);
  }

  /** Makes sure that all outlives the machine, and gives the file back. */
  @Override
  public void close() throws IOException {
    SegmentFile current = file;
    file = null;
    if (current != null) {
      try (current) {
        current.force();
      }
    }
  }
}
