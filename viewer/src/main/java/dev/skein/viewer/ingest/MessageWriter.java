package dev.skein.viewer.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes protobuf into an array that grows. Tags are those of the wire, of fields up to 15: number
 * and type in one byte. A message inside another is begun by {@link #begin()} and ended by {@link
 * #end}. Not thread-safe.
 */
final class MessageWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_VARINT_BYTES = 10;
  private static final int LONGEST_FIELD = 1 + MAX_VARINT_BYTES;

  /** A tag, and a length of up to 127. */
  private static final int SHORT_HEADER = 2;

  private byte[] bytes;
  private int size;

  MessageWriter(int expectedBytes) {
    bytes = new byte[Math.max(64, expectedBytes)];
  }

  /** The array that was written to; another one once more is written. */
  byte[] array() {
    return bytes;
  }

  /** How much was written. */
  int size() {
    return size;
  }

  /** What was written. */
  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Forgets what was written. */
  void clear() {
    size = 0;
  }

  /** Where a message begins, whose header gets the room that it mostly needs. */
  int begin() {
    room(SHORT_HEADER);
    size += SHORT_HEADER;
    return size - SHORT_HEADER;
  }

  /** Makes a field of everything that was written since then. */
  void end(int tag, int mark) {
    int length = size - mark - SHORT_HEADER;
    int more = 1 + varintBytes(length) - SHORT_HEADER;
    if (more > 0) {
      room(more);
      int content = mark + SHORT_HEADER;
      System.arraycopy(bytes, content, bytes, content + more, length);
      size += more;
    }
    bytes[mark] = (byte) tag;
    putVarint(mark + 1, length);
  }

  /** Fields that somebody else has written. */
  void fields(MessageWriter other) {
    room(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  void varint(int tag, long value) {
    room(LONGEST_FIELD);
    bytes[size++] = (byte) tag;
    size = putVarint(size, value);
  }

  void fixed64(int tag, long value) {
    room(LONGEST_FIELD);
    bytes[size++] = (byte) tag;
    LONGS.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** A field of four bytes, whose number is 16 or more. */
  void fixed32(int firstOfTag, int restOfTag, int value) {
    room(2);
    bytes[size++] = (byte) firstOfTag;
    fixed32(restOfTag, value);
  }

  void fixed32(int tag, int value) {
    room(LONGEST_FIELD);
    bytes[size++] = (byte) tag;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void bytes(int tag, byte[] value) {
    varint(tag, value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** A text in UTF-8; half of a surrogate pair becomes a question mark. */
  @SuppressWarnings("deprecation") // copies the low bytes, many at a time and without an array
  void string(int tag, String value) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      if (value.charAt(i) >= 0x80) {
        bytes(tag, value.getBytes(StandardCharsets.UTF_8));
        return;
      }
    }
    varint(tag, length);
    room(length);
    value.getBytes(0, length, bytes, size);
    size += length;
  }

  /** A text of chars; half of a surrogate pair becomes a question mark. */
  void string(int tag, char[] chars, int from, int length) {
    room(LONGEST_FIELD + length);
    int before = size;
    varint(tag, length);
    int at = size;
    int all = 0;
    for (int i = 0; i < length; i++) {
      char c = chars[from + i];
      all |= c;
      bytes[at + i] = (byte) c;
    }
    size = at + length;
    if (all >= 0x80) {
      size = before;
      bytes(tag, new String(chars, from, length).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void room(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
    }
  }

  private static int varintBytes(long value) {
    return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
  }

  private int putVarint(int position, long value) {
    int at = position;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    return at;
  }
}
