package dev.skein.viewer.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a segment looks like. It begins with two equal headers, so that one damaged byte does not
 * make all of it unreadable: magic, version, a salt, and a CRC32C of them. Records follow: a mark,
 * the kind, the payload's length, a CRC32C of these two and the payload, and the payload. All
 * numbers are big-endian.
 *
 * <p>The mark and all checksums of records begin with the salt, which nobody who sends spans can
 * know. So what looks like a record inside a span's text is none when the next record is looked for
 * behind a damaged one.
 */
final class SegmentFormat {
  /** The bytes of both headers. */
  static final int HEADER = 48;

  /** The bytes in front of a payload. */
  static final int RECORD_HEADER = 16;

  /** The payload is an OTLP {@code ExportTraceServiceRequest}. */
  static final int SPANS = 1;

  /** The payload is ids of traces that made room, 16 bytes each. */
  static final int EVICTED = 2;

  /** Everything was forgotten; no payload. */
  static final int CLEARED = 3;

  static final int VERSION = 1;

  private static final long MAGIC = 0x534B45494E545243L; // SKEINTRC
  private static final int HEADER_CRC = 20;

  private final long salt;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer prefix = ByteBuffer.allocate(16);

  SegmentFormat(long salt) {
    this.salt = salt;
  }

  /** The headers of a segment. */
  ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    for (int start = 0; start < HEADER; start += HEADER / 2) {
      header.putLong(MAGIC).putInt(VERSION).putLong(salt);
      header.putInt(headerCrc(header, start));
    }
    return header.flip();
  }

  /** The format of a segment; null if neither header is whole. */
  static @Nullable SegmentFormat read(ByteBuffer segment) throws UnknownVersionException {
    for (int start = 0; start < HEADER && segment.limit() >= HEADER; start += HEADER / 2) {
      if (segment.getLong(start) == MAGIC
          && segment.getInt(start + HEADER_CRC) == headerCrc(segment, start)) {
        if (segment.getInt(start + 8) != VERSION) {
          throw new UnknownVersionException(segment.getInt(start + 8));
        }
        return new SegmentFormat(segment.getLong(start + 12));
      }
    }
    return null;
  }

  private static int headerCrc(ByteBuffer segment, int start) {
    CRC32C crc = new CRC32C();
    crc.update(segment.duplicate().limit(start + HEADER_CRC).position(start));
    return (int) crc.getValue();
  }

  /** Writes a record. */
  void write(int kind, byte[] payload, ByteBuffer out) {
    out.putInt(mark()).putInt(kind).putInt(payload.length);
    out.putInt(crc(kind, ByteBuffer.wrap(payload))).put(payload);
  }

  /** The length of the payload of a whole record that begins at a place; -1 if none does. */
  int payloadAt(ByteBuffer segment, int place) {
    int rest = segment.limit() - place - RECORD_HEADER;
    if (rest < 0 || segment.getInt(place) != mark()) {
      return -1;
    }
    int length = segment.getInt(place + 8);
    if (length < 0 || length > rest) {
      return -1;
    }
    ByteBuffer payload = segment.slice(place + RECORD_HEADER, length);
    return segment.getInt(place + 12) == crc(segment.getInt(place + 4), payload) ? length : -1;
  }

  private int mark() {
    return (int) (salt >>> 17) ^ (int) salt;
  }

  private int crc(int kind, ByteBuffer payload) {
    prefix.clear().putLong(salt).putInt(kind).putInt(payload.remaining());
    crc.reset();
    crc.update(prefix.flip());
    crc.update(payload);
    return (int) crc.getValue();
  }

  /** A segment that a later version of this program has written. */
  static final class UnknownVersionException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownVersionException(int version) {
      super("has version " + version + " of the format, and this program knows " + VERSION);
    }
  }
}
