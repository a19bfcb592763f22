package dev.skein.viewer.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps traces in memory, and in files so that they are there again when the process is started
 * again. Whoever adds waits for those who add before; searchers wait for no file.
 */
final class DirectoryTraceStore implements TraceStore {
  private final MemoryTraceStore memory;
  private final DirectoryLock lock;

  /** The most bytes of all segments together. */
  private final long maxDiskBytes;

  private final long restoredSpans;
  private final long skippedBytes;
  private final long cutBytes;

  /** Held for all changes, so that files have the same order as memory. */
  private final Object changing = new Object();

  /** Guarded by changing. */
  private final SegmentLog log;

  /** Guarded by changing. */
  private final Recorder recorder;

  /** Guarded by changing. */
  private boolean closed;

  private volatile StoreStats.Disk disk;

  private DirectoryTraceStore(
      MemoryTraceStore memory,
      DirectoryLock lock,
      SegmentLog log,
      long maxDiskBytes,
      Replay replay) {
    this.memory = memory;
    this.lock = lock;
    this.log = log;
    this.recorder = new Recorder(memory, log);
    this.maxDiskBytes = maxDiskBytes;
    this.restoredSpans = memory.stats().spans();
    this.skippedBytes = replay.skippedBytes;
    this.cutBytes = replay.cutBytes;
    this.disk = log.stats(restoredSpans, 0, skippedBytes, cutBytes);
  }

  /** A store with what is in a directory. */
  static DirectoryTraceStore open(
      Path directory, MemoryTraceStore memory, RecordReader reader, SegmentLog.Disk disk)
      throws IOException {
    DirectoryLock lock = DirectoryLock.take(directory);
    boolean open = false;
    try {
      Replay replay = new Replay(directory, memory, reader);
      List<Segment> segments = replay.run();
      long maxBytes = memory.stats().maxBytes();
      SegmentLog log = new SegmentLog(directory, segments, disk);
      log.deleteBefore(memory.read(table -> table.traces().head()));
      memory.change(TraceTable::resetCounts);
      DirectoryTraceStore store =
          new DirectoryTraceStore(memory, lock, log, 2 * (maxBytes + disk.segmentBytes()), replay);
      open = true;
      return store;
    } finally {
      if (!open) {
        lock.close();
      }
    }
  }

  @Override
  public void add(List<SpanRecord> spans) {
    List<TraceId> changed;
    synchronized (changing) {
      checkOpen();
      BatchJournal batch = new BatchJournal();
      Recorder.Mark before = Recorder.Mark.of(memory);
      try {
        changed = addToMemory(spans, batch, before);
        recorder.record(batch, before);
        holdDiskLimit();
        log.deleteBefore(Recorder.Mark.of(memory).head());
      } finally {
        updateStats();
      }
    }
    memory.tell(changed);
  }

  /** What came before an error is in the memory, and known when it is sent again. */
  private List<TraceId> addToMemory(
      List<SpanRecord> spans, BatchJournal batch, Recorder.Mark before) {
    try {
      return memory.add(spans, batch);
    } catch (RuntimeException | Error e) {
      recorder.missed(batch, before);
      throw e;
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  /** What comes over and over with a large resource takes more room in files than in memory. */
  private void holdDiskLimit() {
    long keep = log.tracesBeyond(maxDiskBytes);
    Recorder.Mark before = Recorder.Mark.of(memory);
    if (keep > before.head()) {
      BatchJournal evicted = new BatchJournal();
      memory.change(table -> table.evictBefore(keep, evicted));
      recorder.record(evicted, before);
    }
  }

  /** Whoever changes something does it, so that nobody who asks has to wait for a file. */
  private void updateStats() {
    disk = log.stats(restoredSpans, recorder.unsavedSpans(), skippedBytes, cutBytes);
  }

  @Override
  public Optional<TraceView> trace(TraceId id) {
    return memory.trace(id);
  }

  @Override
  public Optional<TraceView> trace(TraceId id, TraceQuery query) {
    return memory.trace(id, query);
  }

  @Override
  public void scan(TraceQuery query, Predicate<TraceView> visitor) {
    memory.scan(query, visitor);
  }

  @Override
  public void clear() {
    synchronized (changing) {
      checkOpen();
      memory.clear();
      try {
        recorder.clear();
      } finally {
        updateStats();
      }
    }
  }

  @Override
  public StoreStats stats() {
    StoreStats.Disk files = disk;
    return memory.read(table -> table.stats(files));
  }

  @Override
  public Subscription listen(Listener listener) {
    return memory.listen(listener);
  }

  @Override
  public void close() {
    synchronized (changing) {
      if (closed) {
        return;
      }
      closed = true;
      memory.close();
      try (lock;
          log) {
        recorder.finish();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
