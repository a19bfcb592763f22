package dev.skein.internal.spool;

/** Spans that were read from the spool, to be acknowledged when they are settled. */
public final class SpoolRecord {
  private final SpoolFolder folder;
  private final SegmentHeader header;
  private final byte[] bytes;
  private final long first;
  private final int spans;

  /** Guarded by the thread that uses the spool. */
  boolean acknowledged;

  SpoolRecord(SpoolFolder folder, SegmentHeader header, byte[] bytes, long first, int spans) {
    this.folder = folder;
    this.header = header;
    this.bytes = bytes;
    this.first = first;
    this.spans = spans;
  }

  SpoolFolder folder() {
    return folder;
  }

  /** The first span's number in its folder. */
  long first() {
    return first;
  }

  /** What was appended; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many spans that is. */
  public int spans() {
    return spans;
  }

  /** What {@link Spool#append} returned for it; -1 when an earlier process wrote it. */
  public long endSequence() {
    return folder.recovered ? -1 : folder.base + first + spans;
  }

  /** Whether an earlier process wrote it. */
  public boolean recovered() {
    return folder.recovered;
  }

  /** The resource of the process that wrote it: the same array for the records of one segment. */
  public byte[] resource() {
    return header.resource;
  }

  /** The scope of the process that wrote it. */
  public byte[] scope() {
    return header.scope;
  }
}
