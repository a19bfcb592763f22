package dev.skein.internal.spool;

import dev.skein.internal.Nullable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of one process, in order: what is written, read, given up and acknowledged. Guarded
 * by the thread that uses the spool.
 *
 * <p>Everything below {@code read} was handed out or given up. What was handed out and is not
 * acknowledged keeps the cursor back; everything else below {@code read} is settled.
 */
final class SpoolFolder {
  /** So many errors at one place, and its segment is given up. */
  private static final int MOST_READ_FAILURES = 5;

  final SpoolFiles files;

  /** Whether another process wrote it. */
  final boolean recovered;

  /** How many spans this process had written to other folders before. */
  final long base;

  private final AckCursor cursor;
  private final SpoolLosses losses;
  private final ArrayDeque<Segment> segments = new ArrayDeque<>();
  private final ArrayDeque<SpoolRecord> handedOut = new ArrayDeque<>();

  /** The number of the next span to be read, and of the next to be written. */
  private long read;

  private long end;
  private long bytes;
  private long unreadBytes;

  private @Nullable SegmentWriter writer;
  private @Nullable Segment writing;
  private @Nullable SegmentReader reader;
  private @Nullable Segment reading;
  private @Nullable SegmentHeader lastHeader;
  private int readFailures;

  private SpoolFolder(
      SpoolFiles files, boolean recovered, long base, AckCursor cursor, SpoolLosses losses) {
    this.files = files;
    this.recovered = recovered;
    this.base = base;
    this.cursor = cursor;
    this.losses = losses;
  }

  /** The folder of this process, empty. */
  static SpoolFolder create(SpoolFiles files, long base, SpoolLosses losses) throws IOException {
    return new SpoolFolder(files, false, base, AckCursor.create(files), losses);
  }

  /**
   * The folder of a process that is gone.
   *
   * @param written how many spans its counters say it wrote
   */
  static SpoolFolder recover(SpoolFiles files, long written, SpoolConfig config, SpoolLosses losses)
      throws IOException {
    long now = config.nanoTime().getAsLong();
    long wallMillis = config.wallClock().millis();
    SortedMap<Long, Segment> found = new TreeMap<>();
    for (String name : files.names()) {
      Long first = Segment.first(name);
      if (first != null) {
        found.put(first, new Segment(first, first, files.size(name)));
      }
    }
    long end = written;
    SegmentHeader header = null;
    Segment before = null;
    for (Segment segment : found.values()) {
      if (before != null) {
        before.end = segment.first;
      }
      before = segment;
      header = readHeader(files, segment);
      long millisAgo = header == null ? 0 : wallMillis - header.createdMillis;
      segment.complete(now, millisAgo, config.maxAge().toNanos());
    }
    if (before != null) {
      end = Math.max(end, Math.max(before.first, lastSequence(files, before, header)));
      before.end = end;
    }
    long otherwise = found.isEmpty() ? end : found.firstKey();
    AckCursor cursor = AckCursor.open(files, otherwise);
    SpoolFolder folder = new SpoolFolder(files, true, 0, cursor, losses);
    folder.read = Math.min(cursor.saved(), end);
    folder.end = end;
    for (Segment segment : found.values()) {
      folder.segments.add(segment);
      folder.bytes += segment.bytes;
      folder.unreadBytes += segment.bytes;
    }
    return folder;
  }

  private static @Nullable SegmentHeader readHeader(SpoolFiles files, Segment segment)
      throws IOException {
    try (SpoolFile file = files.open(segment.name())) {
      return SegmentHeader.read(file);
    }
  }

  private static long lastSequence(SpoolFiles files, Segment last, @Nullable SegmentHeader header)
      throws IOException {
    if (header == null) {
      return last.first;
    }
    try (SpoolFile file = files.open(last.name())) {
      return new SegmentReader(file, header).lastSequence(last.first, last.bytes);
    }
  }

  long bytes() {
    return bytes;
  }

  long unreadBytes() {
    return unreadBytes;
  }

  /** How many spans were ever written. */
  long end() {
    return end;
  }

  /** How many of them nobody has acknowledged or given up. */
  long unsettled() {
    return end - settledUpTo();
  }

  /** How many were handed out and not acknowledged. */
  long handedOutSpans() {
    long sum = 0;
    for (SpoolRecord record : handedOut) {
      sum += record.acknowledged ? 0 : record.spans();
    }
    return sum;
  }

  // ---- writing

  /** The bytes of the segment that is being written; 0 when there is none. */
  long writtenBytes() {
    return writer == null ? 0 : writer.position();
  }

  /** Whether the segment that is being written holds a record. */
  boolean writingBegun() {
    return writing != null && writing.end > writing.first;
  }

  /** Whether what is written goes where it can be found. */
  boolean writingIntact() throws IOException {
    return writing != null && files.intact(writing.name());
  }

  /** Begins a segment. There must be none. */
  void begin(SegmentHeader header) throws IOException {
    String name = Segment.name(end);
    SpoolFile file = files.create(name);
    boolean done = false;
    try {
      SegmentWriter created = new SegmentWriter(file, header);
      Segment segment = new Segment(end, end, created.position());
      segment.readBytes = segment.bytes;
      segments.add(segment);
      bytes += segment.bytes;
      writer = created;
      writing = segment;
      done = true;
    } finally {
      if (!done) {
        close(file);
        files.delete(name);
      }
    }
  }

  void append(byte[] payload, int length, int spans) throws IOException {
    SegmentWriter to = writer;
    Segment segment = writing;
    if (to == null || segment == null) {
      throw new IOException("no segment");
    }
    long before = to.position();
    to.append(payload, length, end, spans);
    long written = to.position() - before;
    segment.bytes += written;
    bytes += written;
    unreadBytes += written;
    end += spans;
    segment.end = end;
  }

  /** Ends the segment that is being written, if there is one. It ages from now on. */
  void roll(long now) throws IOException {
    SegmentWriter done = writer;
    Segment segment = writing;
    writer = null;
    writing = null;
    if (segment != null && segment.end == segment.first) {
      // Its name is the next one's too.
      segments.remove(segment);
      bytes -= segment.bytes;
      closeReaderOf(segment);
      files.delete(segment.name());
    } else if (segment != null) {
      segment.complete(now);
    }
    if (done != null) {
      done.close();
    }
  }

  // ---- reading

  /** Looks for the next record; the length of its payload, 0 when there is none. */
  int peek() throws IOException {
    while (read < end) {
      Segment segment = unread();
      if (segment == null) {
        giveUp(SpoolLosses.DAMAGED, end);
        return 0;
      }
      if (read < segment.first) {
        giveUp(SpoolLosses.DAMAGED, segment.first);
      }
      SegmentReader from = readerOf(segment);
      if (from != null && find(from, segment)) {
        if (from.first() > read) {
          giveUp(SpoolLosses.DAMAGED, from.first());
        }
        return from.length();
      }
      giveUp(segment, SpoolLosses.DAMAGED);
    }
    return 0;
  }

  /** Finds a record whose spans are within the segment's numbers. */
  private boolean find(SegmentReader from, Segment segment) throws IOException {
    while (from.find(read, segment.bytes)) {
      if (from.spans() <= segment.end - from.first()) {
        readFailures = 0;
        return true;
      }
      from.skip();
    }
    return false;
  }

  /** Reads the record that {@link #peek} found; null when it turns out to be damaged. */
  @Nullable
  SpoolRecord next() throws IOException {
    SegmentReader from = reader;
    Segment segment = reading;
    if (peek() == 0 || from == null || segment == null || from != reader) {
      return null;
    }
    long first = from.first();
    int spans = from.spans();
    byte[] payload = from.payload();
    int size = RecordHeader.BYTES + from.length();
    segment.readBytes += size;
    unreadBytes -= size;
    if (payload == null) {
      giveUp(SpoolLosses.DAMAGED, first + spans);
      return null;
    }
    SpoolRecord record = new SpoolRecord(this, from.header, payload, first, spans);
    handedOut.add(record);
    read = first + spans;
    if (read == segment.end && segment != writing) {
      finishReading(segment);
    }
    return record;
  }

  private @Nullable Segment unread() {
    for (Segment segment : segments) {
      if (segment.end > read) {
        return segment;
      }
    }
    return null;
  }

  private @Nullable SegmentReader readerOf(Segment segment) throws IOException {
    if (reading == segment) {
      return reader;
    }
    closeReader();
    SpoolFile file;
    try {
      file = files.open(segment.name());
    } catch (NoSuchFileException e) {
      return null;
    }
    SegmentReader opened = null;
    try {
      SegmentHeader header = segment == writing && writer != null ? writer.header : header(file);
      if (header != null) {
        opened = new SegmentReader(file, header);
        reader = opened;
        reading = segment;
        long start = Math.min(header.dataStart(), segment.bytes);
        if (segment.readBytes < start) {
          unreadBytes -= start - segment.readBytes;
          segment.readBytes = start;
        }
      }
      return opened;
    } finally {
      if (opened == null) {
        close(file);
      }
    }
  }

  /** With the same arrays as the one before if they are equal. */
  private @Nullable SegmentHeader header(SpoolFile file) throws IOException {
    SegmentHeader header = SegmentHeader.read(file);
    SegmentHeader known = lastHeader;
    if (header != null && known != null) {
      boolean same =
          Arrays.equals(header.resource, known.resource)
              && Arrays.equals(header.scope, known.scope);
      header = same ? header.from(known.resource, known.scope) : header;
    }
    lastHeader = header != null ? header : known;
    return header;
  }

  /** Reading failed: tries again later, but not for ever. */
  void readFailed() {
    closeReader();
    Segment segment = unread();
    if (++readFailures >= MOST_READ_FAILURES && segment != null) {
      readFailures = 0;
      giveUp(segment, SpoolLosses.DAMAGED);
    }
  }

  // ---- giving up, acknowledging

  private void giveUp(String reason, long upTo) {
    long from = read;
    read = upTo;
    losses.lost(reason, recovered, base + from, base + upTo);
  }

  private void giveUp(Segment segment, String reason) {
    finishReading(segment);
    if (segment.end > read) {
      giveUp(reason, segment.end);
    }
  }

  private void finishReading(Segment segment) {
    unreadBytes -= segment.bytes - segment.readBytes;
    segment.readBytes = segment.bytes;
    closeReaderOf(segment);
  }

  /** Gives up everything that nobody has read. */
  void abandon() {
    if (read < end) {
      giveUp(SpoolLosses.DAMAGED, end);
    }
    unreadBytes = 0;
    bytes = 0;
    segments.clear();
    closeFiles();
  }

  /** Removes the oldest segment; false when there is none but the one that is being written. */
  boolean evictOldest(String reason) throws IOException {
    Segment oldest = segments.peekFirst();
    if (oldest == null || oldest == writing) {
      return false;
    }
    giveUp(oldest, reason);
    saveCursor();
    remove(oldest);
    return true;
  }

  boolean oldestIsOlderThan(long nanos, long now) {
    Segment oldest = segments.peekFirst();
    return oldest != null && oldest != writing && oldest.olderThan(nanos, now);
  }

  /** A record was settled. */
  void acknowledge(SpoolRecord record) throws IOException {
    record.acknowledged = true;
    settle();
  }

  /** Moves the cursor as far as it may go, and removes what lies behind it. */
  void settle() throws IOException {
    for (SpoolRecord oldest = handedOut.peekFirst();
        oldest != null && oldest.acknowledged;
        oldest = handedOut.peekFirst()) {
      handedOut.removeFirst();
    }
    saveCursor();
    long settled = cursor.saved();
    for (Iterator<Segment> it = segments.iterator(); it.hasNext(); ) {
      Segment segment = it.next();
      if (segment == writing || segment.end > settled) {
        return;
      }
      remove(segment);
    }
  }

  private void saveCursor() throws IOException {
    cursor.save(settledUpTo());
  }

  private long settledUpTo() {
    SpoolRecord oldest = handedOut.peekFirst();
    return oldest == null ? read : oldest.first();
  }

  private void remove(Segment oldest) throws IOException {
    finishReading(oldest);
    files.delete(oldest.name());
    segments.remove(oldest);
    bytes -= oldest.bytes;
  }

  // ---- closing

  /** Closes the files; the segment that was being written is complete. */
  void closeFiles() {
    closeReader();
    SegmentWriter open = writer;
    writer = null;
    writing = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // The bytes are with the operating system, and that is as far as they get.
      }
    }
  }

  private void closeReaderOf(Segment segment) {
    if (reading == segment) {
      closeReader();
    }
  }

  private void closeReader() {
    SegmentReader open = reader;
    reader = null;
    reading = null;
    if (open != null) {
      close(open.file);
    }
  }

  private static void close(SpoolFile file) {
    try {
      file.close();
    } catch (IOException e) {
      // Nothing was to be written any more.
    }
  }
}
