package dev.skein.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growable buffer that is filled from its end to its start, so that the length of a nested
 * message is known when its header is written: no size pass and no intermediate arrays.
 *
 * <p>Write the fields of a message in <em>reverse</em>: the last field first. For a nested message,
 * take a {@link #mark()}, write its fields, then call {@link #endMessage(int, int)}.
 *
 * <p>A <em>tag</em> is the numeric protobuf tag, {@code (field << 3) | wireType}; tags of 128 and
 * above take two bytes or more ({@code 0x85} becomes {@code 85 01}).
 *
 * <p>Nothing here throws for content. Once more bytes would be needed than the content may have,
 * the writer is {@linkplain #overflowed() overflowed}: what follows is ignored until {@link
 * #reset()}, and the content is of no use. Not safe for use by several threads at once.
 *
 * <p>Internal to Skein, not API.
 */
public final class ProtoWriter {
  private static final int MIN_CAPACITY = 64;

  private final int maxCapacity;
  private byte[] buffer;

  /** Index of the first byte written; the content is {@code buffer[start, buffer.length)}. */
  private int start;

  private boolean overflowed;

  /**
   * Creates an empty writer.
   *
   * @param initialCapacity bytes allocated at once, at least 64
   * @param maxCapacity the most bytes the content may have
   */
  public ProtoWriter(int initialCapacity, int maxCapacity) {
    this.maxCapacity = Math.max(maxCapacity, MIN_CAPACITY);
    this.buffer = new byte[Math.min(Math.max(initialCapacity, MIN_CAPACITY), this.maxCapacity)];
    this.start = buffer.length;
  }

  /** Forgets the content and the overflow; keeps the memory. */
  public void reset() {
    start = buffer.length;
    overflowed = false;
  }

  /** The number of bytes written so far. */
  public int size() {
    return buffer.length - start;
  }

  /** The bytes allocated now. */
  public int capacity() {
    return buffer.length;
  }

  /** Whether more was written than fits; the content is then incomplete and must not be used. */
  public boolean overflowed() {
    return overflowed;
  }

  /** A position to hand to {@link #endMessage(int, int)}; stays valid when the buffer grows. */
  public int mark() {
    return size();
  }

  /** Writes the tag and length of a message whose body is everything written since the mark. */
  public void endMessage(int tag, int mark) {
    rawVarint(size() - mark);
    rawVarint(tag);
  }

  /** Writes a {@code fixed64}, {@code sfixed64} or (with its raw bits) {@code double} field. */
  public void fixed64(int tag, long value) {
    if (reserve(Long.BYTES)) {
      int at = start -= Long.BYTES;
      byte[] b = buffer;
      for (int i = 0; i < Long.BYTES; i++) {
        b[at + i] = (byte) (value >>> (i << 3));
      }
      rawVarint(tag);
    }
  }

  /** Writes a {@code fixed32} field. */
  public void fixed32(int tag, int value) {
    if (reserve(Integer.BYTES)) {
      int at = start -= Integer.BYTES;
      byte[] b = buffer;
      for (int i = 0; i < Integer.BYTES; i++) {
        b[at + i] = (byte) (value >>> (i << 3));
      }
      rawVarint(tag);
    }
  }

  /** Writes a {@code double} field. */
  public void float64(int tag, double value) {
    fixed64(tag, Double.doubleToRawLongBits(value));
  }

  /** Writes an integer or enum field; a negative value takes ten bytes, as protobuf has it. */
  public void varint(int tag, long value) {
    rawVarint(value);
    rawVarint(tag);
  }

  /** Writes a {@code bool} field. */
  public void bool(int tag, boolean value) {
    varint(tag, value ? 1 : 0);
  }

  /** Writes a {@code bytes} field. */
  public void bytes(int tag, byte[] value) {
    int mark = mark();
    raw(value);
    endMessage(tag, mark);
  }

  /** Writes a {@code bytes} field of eight bytes, most significant first (a span id). */
  public void id(int tag, long value) {
    if (reserve(Long.BYTES)) {
      bigEndian(value);
      rawVarint(Long.BYTES);
      rawVarint(tag);
    }
  }

  /** Writes a {@code bytes} field of sixteen bytes, most significant first (a trace id). */
  public void id(int tag, long high, long low) {
    if (reserve(2 * Long.BYTES)) {
      bigEndian(low);
      bigEndian(high);
      rawVarint(2 * Long.BYTES);
      rawVarint(tag);
    }
  }

  /**
   * Writes a {@code string} field in UTF-8. An unpaired surrogate becomes {@code ?}, as {@link
   * String#getBytes(java.nio.charset.Charset)} has it.
   */
  public void string(int tag, String value) {
    int mark = mark();
    utf8(value);
    endMessage(tag, mark);
  }

  /** Writes bytes as they are: a field, or several, encoded beforehand. */
  public void raw(byte[] encoded) {
    raw(encoded, 0, encoded.length);
  }

  /** Writes a part of an array as it is. */
  public void raw(byte[] encoded, int offset, int length) {
    if (reserve(length)) {
      start -= length;
      System.arraycopy(encoded, offset, buffer, start, length);
    }
  }

  /** Copies the content, first byte first. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(buffer, start, target, offset, size());
  }

  /** A copy of the content. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(buffer, start, buffer.length);
  }

  private void utf8(String value) {
    int length = value.length();
    if (!reserve(length)) {
      return;
    }
    byte[] b = buffer;
    int at = start;
    int i = length - 1;
    for (; i >= 0; i--) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        break;
      }
      b[--at] = (byte) c;
    }
    start = at;
    if (i >= 0) {
      utf8Beyond(value, i);
    }
  }

  /** The characters {@code 0..last}, of which the last is not ASCII. */
  private void utf8Beyond(String value, int last) {
    // Three bytes per char is the most UTF-8 needs (a surrogate pair is four for two). Asking for
    // that at once could overflow on text that fits, so ask block by block.
    int i = last;
    while (i >= 0) {
      int block = Math.min(i + 1, 256);
      if (!reserve(block * 3 + 1)) {
        // Close to the limit: the exact need decides.
        byte[] rest = value.substring(0, i + 1).getBytes(StandardCharsets.UTF_8);
        overflowed = false;
        raw(rest);
        return;
      }
      i = utf8Block(value, i, i - block);
    }
  }

  /** Writes the characters from {@code i} down to, but not with, {@code floor}. */
  private int utf8Block(String value, int i, int floor) {
    byte[] b = buffer;
    int at = start;
    while (i > floor) {
      char c = value.charAt(i);
      if (c < 0x80) {
        b[--at] = (byte) c;
      } else if (c < 0x800) {
        b[--at] = (byte) (0x80 | (c & 0x3F));
        b[--at] = (byte) (0xC0 | (c >> 6));
      } else if (!Character.isSurrogate(c)) {
        b[--at] = (byte) (0x80 | (c & 0x3F));
        b[--at] = (byte) (0x80 | ((c >> 6) & 0x3F));
        b[--at] = (byte) (0xE0 | (c >> 12));
      } else if (Character.isLowSurrogate(c)
          && i > 0
          && Character.isHighSurrogate(value.charAt(i - 1))) {
        int codePoint = Character.toCodePoint(value.charAt(--i), c);
        b[--at] = (byte) (0x80 | (codePoint & 0x3F));
        b[--at] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        b[--at] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        b[--at] = (byte) (0xF0 | (codePoint >> 18));
      } else {
        b[--at] = '?';
      }
      i--;
    }
    start = at;
    return i;
  }

  private void bigEndian(long value) {
    int at = start -= Long.BYTES;
    byte[] b = buffer;
    for (int i = 0; i < Long.BYTES; i++) {
      b[at + i] = (byte) (value >>> (56 - (i << 3)));
    }
  }

  private void rawVarint(long value) {
    if ((value & ~0x7FL) == 0) {
      if (reserve(1)) {
        buffer[--start] = (byte) value;
      }
      return;
    }
    int length = (70 - Long.numberOfLeadingZeros(value)) / 7;
    if (!reserve(length)) {
      return;
    }
    int at = start -= length;
    byte[] b = buffer;
    long rest = value;
    for (int last = at + length - 1; at < last; at++) {
      b[at] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    b[at] = (byte) rest;
  }

  /** Makes room for more bytes; false, and overflowed, when there is none. */
  private boolean reserve(int bytes) {
    return !overflowed && (start >= bytes || grow(bytes));
  }

  private boolean grow(int bytes) {
    int size = size();
    if (bytes > maxCapacity - size) {
      overflowed = true;
      return false;
    }
    int wanted = Math.max(size + bytes, Math.min(maxCapacity, buffer.length << 1));
    byte[] grown = new byte[wanted];
    System.arraycopy(buffer, start, grown, wanted - size, size);
    buffer = grown;
    start = wanted - size;
    return true;
  }
}
