package dev.skein.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the protobuf wire format from an array. Every length is checked against what is there
 * before it is used; nothing is allocated but what was found. A message inside another is entered
 * by {@link #enter()} and left by {@link #leave(int)}.
 */
final class ProtoInput {
  private static final int WIRE_VARINT = 0;
  private static final int WIRE_FIXED64 = 1;
  private static final int WIRE_LENGTH = 2;
  private static final int WIRE_GROUP_START = 3;
  private static final int WIRE_GROUP_END = 4;
  private static final int WIRE_FIXED32 = 5;
  private static final int MAX_GROUP_DEPTH = 64;

  private final byte[] bytes;
  private int position;
  private int limit;

  ProtoInput(byte[] bytes) {
    this.bytes = bytes;
    this.limit = bytes.length;
  }

  /** The next tag of the current message; 0 at its end. */
  int tag() throws MalformedOtlpException {
    if (position == limit) {
      return 0;
    }
    int tag = (int) varint();
    if (tag >>> 3 == 0) {
      throw new MalformedOtlpException("field number 0 at byte " + position);
    }
    return tag;
  }

  long varint() throws MalformedOtlpException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position == limit) {
        throw truncated();
      }
      byte b = bytes[position++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedOtlpException("a varint of more than 10 bytes before byte " + position);
  }

  long fixed64() throws MalformedOtlpException {
    int at = take(Long.BYTES);
    long value = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xFF);
    }
    return value;
  }

  int fixed32() throws MalformedOtlpException {
    int at = take(Integer.BYTES);
    int value = 0;
    for (int i = Integer.BYTES - 1; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xFF);
    }
    return value;
  }

  byte[] bytes() throws MalformedOtlpException {
    int length = length();
    int at = take(length);
    return Arrays.copyOfRange(bytes, at, at + length);
  }

  /** A string; what is not UTF-8 in it is replaced. */
  String string() throws MalformedOtlpException {
    int length = length();
    int at = take(length);
    return new String(bytes, at, length, StandardCharsets.UTF_8);
  }

  /** Reads a length and makes that many bytes the current message; returns what to leave with. */
  int enter() throws MalformedOtlpException {
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
  void skip(int tag) throws MalformedOtlpException {
    skip(tag, 0);
  }

  private void skip(int tag, int depth) throws MalformedOtlpException {
    switch (tag & 7) {
      case WIRE_VARINT -> varint();
      case WIRE_FIXED64 -> take(Long.BYTES);
      case WIRE_LENGTH -> take(length());
      case WIRE_GROUP_START -> skipGroup(tag, depth + 1);
      case WIRE_FIXED32 -> take(Integer.BYTES);
      default -> throw new MalformedOtlpException("wire type " + (tag & 7) + " at " + position);
    }
  }

  private void skipGroup(int start, int depth) throws MalformedOtlpException {
    if (depth > MAX_GROUP_DEPTH) {
      throw new MalformedOtlpException("groups nested deeper than " + MAX_GROUP_DEPTH);
    }
    int end = (start & ~7) | WIRE_GROUP_END;
    for (int tag = tag(); tag != end; tag = tag()) {
      if (tag == 0) {
        throw truncated();
      }
      skip(tag, depth);
    }
  }

  private int length() throws MalformedOtlpException {
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw truncated();
    }
    return (int) length;
  }

  private int take(int count) throws MalformedOtlpException {
    if (count > limit - position) {
      throw truncated();
    }
    int at = position;
    position += count;
    return at;
  }

  private MalformedOtlpException truncated() {
    return new MalformedOtlpException("a field reaches beyond its message at byte " + position);
  }
}
