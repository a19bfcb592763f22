package dev.skein.viewer.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes stores. */
public final class TraceStores {
  /** The smallest limit of bytes. */
  public static final long MIN_BYTES = 1 << 20;

  /** The largest limit of spans. */
  public static final long MAX_SPANS = 1 << 29;

  private TraceStores() {}

  /**
   * A store whose traces are gone when the process ends.
   *
   * @param maxSpans the most spans it holds; from 1 to {@link #MAX_SPANS}
   * @param maxBytes the most bytes of memory it takes; at least {@link #MIN_BYTES}
   */
  public static TraceStore inMemory(long maxSpans, long maxBytes) {
    return memory(maxSpans, maxBytes);
  }

  /**
   * A store whose traces are in files as well, and there again when it is opened again. Once adding
   * returns, the operating system has them: they outlive this process however it ends. They outlive
   * the machine once a segment is full or the store closed.
   *
   * <p>Should the files not be writable for a time, all goes on in memory; {@link StoreStats#disk}
   * and one line in the log say so. It is tried again with spans that come, at most once a second,
   * and when the store is closed; then what is in memory by now is written, and what made room
   * meanwhile is gone from the files as well.
   *
   * @param directory made, for its owner only, if it is not there; for one process at a time
   * @param maxSpans the most spans it holds; from 1 to {@link #MAX_SPANS}
   * @param maxBytes the most bytes of memory it takes; at least {@link #MIN_BYTES}. The files take
   *     less than three times as much
   * @param reader makes spans of what is in the files
   * @throws IOException if the directory cannot be made or read, if another viewer has it, or if a
   *     later version has written in it; the message is for the user
   */
  public static TraceStore inDirectory(
      Path directory, long maxSpans, long maxBytes, RecordReader reader) throws IOException {
    MemoryTraceStore memory = memory(maxSpans, maxBytes);
    try {
      Files.createDirectories(directory, OwnerOnly.directory(directory));
    } catch (FileAlreadyExistsException e) {
      throw new IOException(directory + " is not a directory", e);
    }
    return DirectoryTraceStore.open(directory, memory, reader, SegmentLog.Disk.of(maxBytes));
  }

  private static MemoryTraceStore memory(long maxSpans, long maxBytes) {
    if (maxSpans < 1 || maxSpans > MAX_SPANS) {
      throw new IllegalArgumentException(
          "the most spans of a store: from 1 to " + MAX_SPANS + ", not " + maxSpans);
    }
    if (maxBytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "the most bytes of a store: at least " + MIN_BYTES + ", not " + maxBytes);
    }
    return new MemoryTraceStore(maxSpans, maxBytes);
  }
}
