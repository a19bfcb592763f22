package dev.skein.internal.spool;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.SpanMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The reader of the spool: any bytes as a segment, and a segment as it is written of which some
 * bytes are wrong. What is damaged costs its record and no other.
 */
public final class SpoolFuzz {
  private static final int MAX_RECORDS = 20;
  private static final long SALT = 0x1234_5678_9ABC_DEF0L;

  private SpoolFuzz() {}

  /** A file in memory. */
  private static final class Bytes implements SpoolFile {
    private byte[] content;

    private Bytes(byte[] content) {
      this.content = content;
    }

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public int read(ByteBuffer target, long position) {
      int count = (int) Math.max(0, Math.min(target.remaining(), content.length - position));
      target.put(content, (int) Math.min(position, content.length), count);
      return count;
    }

    @Override
    public void write(ByteBuffer source, long position) {
      int end = (int) position + source.remaining();
      content = Arrays.copyOf(content, Math.max(content.length, end));
      source.get(content, (int) position, source.remaining());
    }

    @Override
    public void truncate(long size) {
      content = Arrays.copyOf(content, (int) Math.min(size, content.length));
    }

    @Override
    public void force() {}

    @Override
    public void close() {}
  }

  /** A record that is there, and where. */
  private record Written(long first, int spans, byte[] payload, long from, long to) {
    boolean isTouched(List<Integer> changes, int size) {
      return to > size || changes.stream().anyMatch(at -> at >= from && at < to);
    }
  }

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    read(data);
    Check.allocates(64L * data.length + 65_536, () -> read(data));
    damaged(new SpanMaker(data));
  }

  private static List<Written> read(byte[] file) {
    Bytes bytes = new Bytes(file);
    List<Written> records = new ArrayList<>();
    try {
      SegmentHeader header = SegmentHeader.read(bytes);
      if (header == null) {
        return records;
      }
      SegmentReader reader = new SegmentReader(bytes, header);
      while (reader.find(0, bytes.size())) {
        long first = reader.first();
        int spans = reader.spans();
        Check.that(reader.length() <= file.length, "a record is in the file", reader.length());
        byte[] payload = reader.payload();
        if (payload != null) {
          records.add(new Written(first, spans, payload, 0, 0));
        }
        Check.that(records.size() <= file.length / RecordHeader.BYTES, "there is an end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  private static void damaged(SpanMaker bytes) throws IOException {
    byte[] resource = bytes.text().getBytes(StandardCharsets.UTF_16);
    SegmentHeader header = new SegmentHeader(SALT, 0, 0, resource, new byte[3]);
    Bytes file = new Bytes(new byte[0]);
    SegmentWriter writer = new SegmentWriter(file, header);
    List<Written> written = new ArrayList<>();
    long sequence = 0;
    for (int count = bytes.number() % MAX_RECORDS; count > 0; count--) {
      byte[] payload = (bytes.text() + "-").getBytes(StandardCharsets.UTF_16);
      int spans = 1 + bytes.number() % 9;
      long from = writer.position();
      writer.append(payload, payload.length, sequence, spans);
      written.add(new Written(sequence, spans, payload, from, writer.position()));
      sequence += spans;
    }
    List<Integer> changes = new ArrayList<>();
    int copy = header.dataStart() / 2;
    for (int count = bytes.number() % 6; count > 0; count--) {
      int at = (int) (bytes.longNumber() & 0xFFFFF) % file.content.length;
      // one copy of the header at the start is enough
      if (at >= copy) {
        file.content[at] ^= (byte) (1 + bytes.number() % 255);
        changes.add(at);
      }
    }
    if (bytes.number() % 4 == 0) {
      file.truncate(Math.max(copy, file.size() - bytes.number()));
    }
    compare(read(file.content), written, changes, file.content.length);
  }

  private static void compare(
      List<Written> found, List<Written> written, List<Integer> changes, int size) {
    int next = 0;
    for (Written record : written) {
      boolean here = next < found.size() && isSame(found.get(next), record);
      Check.that(here || record.isTouched(changes, size), "what is whole is read", record.first);
      next += here ? 1 : 0;
    }
    Check.same(next, found.size(), "how many records that were written are read");
  }

  private static boolean isSame(Written a, Written b) {
    return a.first == b.first && a.spans == b.spans && Arrays.equals(a.payload, b.payload);
  }
}
