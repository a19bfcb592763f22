package dev.skein.internal.spool;

import dev.skein.internal.Nullable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A queue of ended spans on disk that outlives the process: what was appended is read back in
 * order, here or by a later process, until it is acknowledged.
 *
 * <p>Used by one thread at a time, except where a method says otherwise. Nothing is done before the
 * first call of that thread, and nothing throws because of the disk: an append that does not get
 * there says so, and after a pause the next one tries again.
 *
 * <p>A process that is killed loses nothing that was appended. A machine that loses power may lose
 * what the operating system had not written yet: a segment is forced to the device when it is
 * complete.
 */
public final class Spool implements AutoCloseable {
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long UPKEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SCAN_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MOST_OPEN_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int SCAN_AT_ONCE = 4;
  private static final int MIN_SEGMENT_BYTES = 64 << 10;
  private static final int MAX_SEGMENT_BYTES = 4 << 20;

  /** With both to be read, so many bytes of one process's, then of the others'. */
  private static final int TURN_BYTES = 1 << 20;

  private final SpoolConfig config;
  private final SpoolRoot root;
  private final SpoolLosses losses;
  private final AcceptedSpans counters;
  private final long segmentBytes;
  private final long maxAgeNanos;
  private final AtomicLong elsewhere = new AtomicLong();

  private @Nullable SpoolFolder own;
  private final ArrayDeque<SpoolFolder> recoveredFolders = new ArrayDeque<>();
  private @Nullable SpoolFolder peeked;
  private long turnLeft = TURN_BYTES;
  private boolean recoveredTurn = true;

  /** Spans written to folders that are given up. */
  private long base;

  private long segmentBegunAt;
  private boolean pausing;
  private long pausedAt;
  private boolean readPausing;
  private long readPausedAt;
  private long upkeepAt;
  private long scannedAt;
  private boolean closed;

  private final SpoolState state = new SpoolState();

  /**
   * Creates a spool; touches no file.
   *
   * @param stripes how many count accepted spans
   */
  public Spool(SpoolConfig config, int stripes, SpoolLosses losses) {
    this(config, stripes, losses, new DiskRoot(config.directory()));
  }

  Spool(SpoolConfig config, int stripes, SpoolLosses losses, SpoolRoot root) {
    this.config = config;
    this.root = root;
    this.losses = losses;
    this.counters = new AcceptedSpans(stripes);
    this.segmentBytes =
        Math.max(MIN_SEGMENT_BYTES, Math.min(MAX_SEGMENT_BYTES, config.limitBytes() / 64));
    this.maxAgeNanos = config.maxAge().toNanos();
  }

  /** Where accepted spans are counted; the same object for ever. */
  public AcceptedSpans counters() {
    return counters;
  }

  /**
   * Writes a record.
   *
   * @return how many spans of this process were ever written, these included; -1 when they were
   *     not, which costs next to nothing while there is a pause after an error
   */
  public long append(byte[] payload, int length, int spans) {
    if (closed || spans < 1 || length < 1 || length > RecordHeader.MAX_PAYLOAD) {
      return -1;
    }
    long now = now();
    if (pausing && now - pausedAt < RETRY_NANOS) {
      return -1;
    }
    try {
      upkeep(now);
      SpoolFolder folder = write(payload, length, spans, now);
      pausing = false;
      state.problem = null;
      counters.written(folder.end());
      return folder.base + folder.end();
    } catch (IOException | RuntimeException e) {
      failed(e, now);
      return -1;
    } finally {
      publish();
    }
  }

  private SpoolFolder write(byte[] payload, int length, int spans, long now) throws IOException {
    SpoolFolder folder = open(now);
    try {
      return write(folder, payload, length, spans, now);
    } catch (NoSuchFileException e) {
      // The folder was removed, with all that was in it. The next one is as good.
      abandon(folder);
      return write(open(now), payload, length, spans, now);
    }
  }

  private SpoolFolder write(SpoolFolder folder, byte[] payload, int length, int spans, long now)
      throws IOException {
    prepare(folder, RecordHeader.BYTES + length, now);
    folder.append(payload, length, spans);
    return folder;
  }

  /** Has a segment with room for a record, and has room on the disk. */
  private void prepare(SpoolFolder folder, int size, long now) throws IOException {
    if (folder.writtenBytes() > 0 && !folder.writingIntact()) {
      folder.roll(now);
    } else if (folder.writtenBytes() >= segmentBytes) {
      roll(folder, now);
    }
    while (bytes() + size > config.limitBytes()) {
      evict(folder, now);
    }
    long header = 2L * (config.resource().length + config.scope().length) + 256;
    if (folder.files.spareBytes() < size + header) {
      throw new IOException("too little space left on the disk");
    }
    if (folder.writtenBytes() == 0) {
      folder.begin(SegmentHeader.create(config, folder.end()));
      segmentBegunAt = now;
    }
  }

  private void roll(SpoolFolder folder, long now) {
    try {
      folder.roll(now);
    } catch (IOException e) {
      // The bytes are written; that the device has them is more than a killed process needs.
      state.note(e);
    }
  }

  private void evict(SpoolFolder folder, long now) throws IOException {
    for (SpoolFolder other : recoveredFolders) {
      if (other.evictOldest(SpoolLosses.FULL)) {
        return;
      }
    }
    if (!folder.evictOldest(SpoolLosses.FULL)) {
      if (!folder.writingBegun()) {
        throw new IOException("the limit is smaller than the record");
      }
      roll(folder, now);
    }
  }

  /** The folder of this process, made if there is none. */
  private SpoolFolder open(long now) throws IOException {
    SpoolFolder folder = own;
    if (folder == null) {
      SpoolFiles files = root.create();
      boolean done = false;
      try {
        folder = SpoolFolder.create(files, base, losses);
        counters.create(files);
        counters.elsewhere(elsewhere.get());
        own = folder;
        scannedAt = now - SCAN_NANOS;
        upkeepAt = now - UPKEEP_NANOS;
        done = true;
      } finally {
        if (!done) {
          files.remove();
        }
      }
    }
    return folder;
  }

  /** Whatever was in the folder is out of reach. */
  private void abandon(SpoolFolder folder) {
    counters.detach();
    own = null;
    peeked = null;
    folder.abandon();
    folder.files.release();
    base += folder.end();
    // What is still handed out is settled when it is acknowledged.
    elsewhere.addAndGet(folder.end() - folder.handedOutSpans());
    for (SpoolFolder other : recoveredFolders) {
      other.abandon();
    }
    recoveredFolders.clear();
    state.failures.incrementAndGet();
  }

  /**
   * Finds the next record; the length of its payload, 0 when there is none now. Also does what has
   * to be done from time to time, and so is to be called from time to time.
   */
  public int nextLength() {
    if (closed) {
      return 0;
    }
    long now = now();
    try {
      if (own == null && pausing && now - pausedAt < RETRY_NANOS) {
        return 0;
      }
      open(now);
      upkeep(now);
    } catch (IOException | RuntimeException e) {
      failed(e, now);
    }
    if (own == null || (readPausing && now - readPausedAt < RETRY_NANOS)) {
      return 0;
    }
    int length = peek(now);
    publish();
    return length;
  }

  private int peek(long now) {
    SpoolFolder before = peeked;
    int length = before == null ? 0 : peek(before, now);
    length = length == 0 ? peekTurn(now) : length;
    if (length == 0) {
      recoveredTurn = !recoveredTurn;
      turnLeft = TURN_BYTES;
      length = peekTurn(now);
    }
    return length;
  }

  private int peekTurn(long now) {
    SpoolFolder folder = own;
    return recoveredTurn ? peekRecovered(now) : folder == null ? 0 : peek(folder, now);
  }

  private int peekRecovered(long now) {
    for (SpoolFolder folder : recoveredFolders) {
      int length = peek(folder, now);
      if (length > 0) {
        return length;
      }
    }
    return 0;
  }

  private int peek(SpoolFolder folder, long now) {
    try {
      int length = folder.peek();
      peeked = length > 0 ? folder : null;
      return length;
    } catch (IOException | RuntimeException e) {
      readFailed(folder, e, now);
      return 0;
    }
  }

  private void readFailed(SpoolFolder folder, Exception e, long now) {
    peeked = null;
    readPausing = true;
    readPausedAt = now;
    state.note(e);
    folder.readFailed();
  }

  /** Reads the next record; null when there is none now, or it turned out to be damaged. */
  public @Nullable SpoolRecord next() {
    if (nextLength() == 0) {
      return null;
    }
    SpoolFolder folder = peeked;
    if (folder == null) {
      return null;
    }
    peeked = null;
    try {
      SpoolRecord record = folder.next();
      readPausing = false;
      if (record != null) {
        turnLeft -= record.bytes().length;
        if (turnLeft <= 0) {
          turnLeft = TURN_BYTES;
          recoveredTurn = !recoveredTurn;
        }
      }
      return record;
    } catch (IOException | RuntimeException e) {
      readFailed(folder, e, now());
      return null;
    } finally {
      publish();
    }
  }

  /** The spans of a record are settled: delivered, or given up for good. */
  public void acknowledge(SpoolRecord record) {
    SpoolFolder folder = record.folder();
    if (closed || record.acknowledged) {
      return;
    }
    try {
      if (folder == own || recoveredFolders.contains(folder)) {
        folder.acknowledge(record);
      } else {
        record.acknowledged = true;
        if (!folder.recovered) {
          settledInMemory(record.spans());
        }
      }
    } catch (IOException | RuntimeException e) {
      // Tried again at the next upkeep. A process killed before that delivers it twice.
      state.note(e);
    } finally {
      publish();
    }
  }

  /**
   * Spans that were accepted, and never will be in the spool, were settled. Callable from any
   * thread.
   */
  public void settledInMemory(long spans) {
    counters.elsewhere(elsewhere.addAndGet(spans));
  }

  private void upkeep(long now) throws IOException {
    SpoolFolder folder = own;
    if (folder == null || now - upkeepAt < UPKEEP_NANOS) {
      return;
    }
    upkeepAt = now;
    if (folder.writingBegun()
        && now - segmentBegunAt > Math.min(MOST_OPEN_NANOS, maxAgeNanos / 8)) {
      roll(folder, now);
    }
    expire(folder, now);
    folder.settle();
    for (Iterator<SpoolFolder> it = recoveredFolders.iterator(); it.hasNext(); ) {
      SpoolFolder other = it.next();
      expire(other, now);
      other.settle();
      if (other.unsettled() == 0) {
        it.remove();
        peeked = peeked == other ? null : peeked;
        other.closeFiles();
        other.files.remove();
      }
    }
    if (now - scannedAt >= SCAN_NANOS) {
      scan(folder, now);
    }
  }

  private void expire(SpoolFolder folder, long now) throws IOException {
    while (folder.oldestIsOlderThan(maxAgeNanos, now)) {
      folder.evictOldest(SpoolLosses.EXPIRED);
    }
  }

  /** Takes over what processes left that are gone. */
  private void scan(SpoolFolder folder, long now) throws IOException {
    scannedAt = now;
    for (SpoolFiles files : root.adopt(folder.files, SCAN_AT_ONCE)) {
      // More may be left.
      scannedAt = now - SCAN_NANOS;
      try {
        AcceptedSpans.Left left = AcceptedSpans.read(files);
        SpoolFolder other = SpoolFolder.recover(files, left.written, config, losses);
        state.recovered.addAndGet(other.unsettled());
        long missing = left.lost(other.end());
        state.lost.addAndGet(missing);
        left.correct(files, other.end(), missing);
        recoveredFolders.add(other);
      } catch (IOException | RuntimeException e) {
        // Out of reach until the next process comes.
        state.note(e);
      }
    }
  }

  private void failed(Exception e, long now) {
    pausing = true;
    pausedAt = now;
    state.note(e);
  }

  private long now() {
    return config.nanoTime().getAsLong();
  }

  private long bytes() {
    SpoolFolder folder = own;
    long sum = folder == null ? 0 : folder.bytes();
    for (SpoolFolder other : recoveredFolders) {
      sum += other.bytes();
    }
    return sum;
  }

  private void publish() {
    SpoolFolder folder = own;
    long unread = folder == null ? 0 : folder.unreadBytes();
    for (SpoolFolder other : recoveredFolders) {
      unread += other.unreadBytes();
    }
    state.unreadBytes = unread;
    state.bytesOnDisk = bytes();
  }

  /** The bytes that nobody has read. Callable from any thread, as all of the following. */
  public long unreadBytes() {
    return state.unreadBytes;
  }

  /** The bytes of all segments. */
  public long bytesOnDisk() {
    return state.bytesOnDisk;
  }

  /** How many spans of earlier processes were found to be delivered. */
  public long recovered() {
    return state.recovered.get();
  }

  /** How many spans earlier processes had accepted, and were killed before they were written. */
  public long lost() {
    return state.lost.get();
  }

  /** How often something went wrong. */
  public long failures() {
    return state.failures.get();
  }

  /** What keeps spans from being written, or is otherwise wrong; null when all is well. */
  public @Nullable String problem() {
    return state.problem;
  }

  /**
   * Leaves what is not acknowledged to a later process, and its folder with it; removes the folder
   * when there is nothing.
   */
  @Override
  public void close() {
    SpoolFolder folder = own;
    closed = true;
    if (folder == null) {
      return;
    }
    own = null;
    counters.detach();
    try {
      boolean empty = true;
      for (SpoolFolder other : recoveredFolders) {
        other.settle();
        other.closeFiles();
        if (other.unsettled() == 0) {
          other.files.remove();
        } else {
          empty = false;
        }
      }
      folder.closeFiles();
      folder.settle();
      if (empty && folder.unsettled() == 0) {
        folder.files.remove();
      }
    } catch (IOException | RuntimeException e) {
      state.note(e);
    } finally {
      folder.files.release();
      recoveredFolders.clear();
      publish();
    }
  }
}
