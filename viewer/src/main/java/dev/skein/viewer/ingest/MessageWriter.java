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

  private byte[] bytes;
  private int size;

  MessageWriter(int expectedBytes) {
    bytes = new byte[Math.max(64, expectedBytes)];
  }

  /** What was written. */
  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Where a message begins. */
  int begin() {
    return size;
  }

  /** Makes a field of everything that was written since then. */
  void end(int tag, int mark) {
    int length = size - mark;
    int header = 1 + varintBytes(length);
    room(header);
    System.arraycopy(bytes, mark, bytes, mark + header, length);
    bytes[mark] = (byte) tag;
    putVarint(mark + 1, length);
    size += header;
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
