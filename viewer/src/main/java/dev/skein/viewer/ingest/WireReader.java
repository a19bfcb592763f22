package dev.skein.viewer.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads protobuf's wire format where it lies, without an object per field. What it refuses is what
 * core's reader of stored spans refuses. A message inside another is entered by {@link #enter()}
 * and left by {@link #leave(int)}. Not thread-safe.
 */
final class WireReader {
  private static final int WIRE_VARINT = 0;
  private static final int WIRE_FIXED64 = 1;
  private static final int WIRE_LENGTH = 2;
  private static final int WIRE_GROUP_START = 3;
  private static final int WIRE_GROUP_END = 4;
  private static final int WIRE_FIXED32 = 5;
  private static final int MAX_GROUP_DEPTH = 64;
  private static final int MAX_VARINT_BITS = 70;

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int position;
  private int limit;

  WireReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.position = from;
    this.limit = to;
  }

  byte[] array() {
    return bytes;
  }

  /** Where the next byte is. */
  int position() {
    return position;
  }

  /** Where the current message ends. */
  int limit() {
    return limit;
  }

  /** Goes back to a position within the current message. */
  void reset(int earlier) {
    position = earlier;
  }

  /** The next tag of the current message; 0 at its end. */
  int tag() throws MalformedSpansException {
    if (position == limit) {
      return 0;
    }
    int tag = (int) varint();
    if (tag >>> 3 == 0) {
      throw new MalformedSpansException("field number 0 before byte " + position);
    }
    return tag;
  }

  long varint() throws MalformedSpansException {
    if (position < limit && bytes[position] >= 0) {
      return bytes[position++];
    }
    long value = 0;
    for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
      if (position == limit) {
        throw truncated();
      }
      byte b = bytes[position++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedSpansException("a varint of more than 10 bytes before byte " + position);
  }

  /** Eight bytes, the least significant first. */
  long fixed64() throws MalformedSpansException {
    return (long) LITTLE.get(bytes, take(Long.BYTES));
  }

  void fixed32() throws MalformedSpansException {
    take(Integer.BYTES);
  }

  /** The eight bytes at a position, the most significant first: a half of an id. */
  long idAt(int at) {
    return (long) BIG.get(bytes, at);
  }

  /** Passes over a string or bytes; returns their length. They end at the position. */
  int text() throws MalformedSpansException {
    int length = length();
    position += length;
    return length;
  }

  /** Reads a length and makes that many bytes the current message; returns what to leave with. */
  int enter() throws MalformedSpansException {
    int length = length();
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /** Goes on after the message that was entered. */
  void leave(int outer) {
    position = limit;
    limit = outer;
  }

  /** Passes over a field that nobody knows. */
  void skip(int tag) throws MalformedSpansException {
    skip(tag, 0);
  }

  private void skip(int tag, int depth) throws MalformedSpansException {
    switch (tag & 7) {
      case WIRE_VARINT -> varint();
      case WIRE_FIXED64 -> take(Long.BYTES);
      case WIRE_LENGTH -> text();
      case WIRE_GROUP_START -> skipGroup(tag, depth + 1);
      case WIRE_FIXED32 -> take(Integer.BYTES);
      default ->
          throw new MalformedSpansException(
              "wire type " + (tag & 7) + " of field " + (tag >>> 3) + " before byte " + position);
    }
  }

  private void skipGroup(int start, int depth) throws MalformedSpansException {
    if (depth > MAX_GROUP_DEPTH) {
      throw new MalformedSpansException(
          "groups nested deeper than " + MAX_GROUP_DEPTH + " at byte " + position);
    }
    int end = (start & ~7) | WIRE_GROUP_END;
    for (int tag = tag(); tag != end; tag = tag()) {
      if (tag == 0) {
        throw truncated();
      }
      skip(tag, depth);
    }
  }

  private int length() throws MalformedSpansException {
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw truncated();
    }
    return (int) length;
  }

  private int take(int count) throws MalformedSpansException {
    if (count > limit - position) {
      throw truncated();
    }
    int at = position;
    position += count;
    return at;
  }

  private MalformedSpansException truncated() {
    return new MalformedSpansException(
        "a field reaches beyond the end of its message at byte " + position);
  }
}
