package dev.skein.internal.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What stands before the payload of a record: a mark, the payload's length, the number of its first
 * span, how many there are, the payload's CRC32C and one of all this. So a length is never believed
 * before it was checked, and the next record can be found behind a damaged one.
 *
 * <p>Mutable: a reader or writer has one.
 */
final class RecordHeader {
  static final int BYTES = 28;

  /** The most bytes of one payload. */
  static final int MAX_PAYLOAD = 8 << 20;

  static final int MARK = 0xC5E1A97B;

  private static final int SALT = 8;
  private static final int OWN_CRC = SALT + BYTES - 4;

  private final ByteBuffer bytes = ByteBuffer.allocate(SALT + BYTES);
  private final CRC32C crc = new CRC32C();

  int length;
  long first;
  int spans;
  int payloadCrc;

  RecordHeader(long salt) {
    bytes.putLong(0, salt);
  }

  /** Writes the header of a payload. */
  void encode(ByteBuffer out, byte[] payload, int payloadLength, long firstSpan, int spanCount) {
    crc.reset();
    crc.update(payload, 0, payloadLength);
    bytes.clear().position(SALT);
    bytes.putInt(MARK).putInt(payloadLength).putLong(firstSpan).putInt(spanCount);
    bytes.putInt((int) crc.getValue());
    bytes.putInt(OWN_CRC, ownCrc());
    out.put(bytes.clear().position(SALT));
  }

  /** Where to read a header into. */
  ByteBuffer target() {
    return bytes.clear().position(SALT);
  }

  /** Takes apart what was read; whether it is a header. */
  boolean decode() {
    length = bytes.getInt(SALT + 4);
    first = bytes.getLong(SALT + 8);
    spans = bytes.getInt(SALT + 16);
    payloadCrc = bytes.getInt(SALT + 20);
    return bytes.getInt(SALT) == MARK
        && length > 0
        && length <= MAX_PAYLOAD
        && spans > 0
        && first >= 0
        && bytes.getInt(OWN_CRC) == ownCrc();
  }

  boolean belongsTo(byte[] payload) {
    crc.reset();
    crc.update(payload, 0, length);
    return (int) crc.getValue() == payloadCrc;
  }

  private int ownCrc() {
    crc.reset();
    crc.update(bytes.array(), 0, OWN_CRC);
    return (int) crc.getValue();
  }
}
