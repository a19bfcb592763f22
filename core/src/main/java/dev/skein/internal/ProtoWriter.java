package dev.skein.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes protobuf into an array: one of its own, which grows, or one that it was given.
 *
 * <p>Fields are written one after the other. For a nested message, take a {@link #mark()}, write
 * its fields, then call {@link #endMessage(int, int)}, which moves them up by the few bytes of
 * their header.
 *
 * <p>A <em>tag</em> is the numeric protobuf tag, {@code (field << 3) | wireType}; tags of 128 and
 * above take two bytes or more ({@code 0x85} becomes {@code 85 01}).
 *
 * <p>Nothing here throws for content. Once more bytes would be needed than the content may have, or
 * than there is memory for, the writer is {@linkplain #overflowed() overflowed}: what follows is
 * ignored until {@link #reset()} or {@link #rewind}, and what was written since is of no use. Not
 * safe for use by several threads at once.
 *
 * <p>Internal to Skein, not API.
 */
public final class ProtoWriter {
  /** The bytes that {@link #beginFrame()} leaves for a tag of one byte and a length. */
  public static final int FRAME_HEADER = 3;

  private static final byte[] NOTHING = {};
  private static final int MIN_CAPACITY = 64;
  private static final int FIRST_CAPACITY = 256;

  private static final VarHandle LITTLE_INT = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_LONG = view(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG = view(long[].class, ByteOrder.BIG_ENDIAN);

  private final int maxCapacity;
  private byte[] buffer;
  private int size;
  private boolean overflowed;

  /**
   * Creates an empty writer with an array of its own.
   *
   * @param initialCapacity bytes allocated at once; zero for none until there is content
   * @param maxCapacity the most bytes the content may have, at least 64
   */
  public ProtoWriter(int initialCapacity, int maxCapacity) {
    this.maxCapacity = Math.max(maxCapacity, MIN_CAPACITY);
    this.buffer =
        initialCapacity == 0 ? NOTHING : new byte[Math.min(initialCapacity, this.maxCapacity)];
  }

  /** Creates a writer that fills the arrays it is {@linkplain #use given}, and has none yet. */
  public ProtoWriter() {
    this.maxCapacity = 0;
    this.buffer = NOTHING;
  }

  private static VarHandle view(Class<?> array, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(array, order);
  }

  /** Goes on in another array, whose first bytes are the content. */
  public void use(byte[] array, int size) {
    this.buffer = array;
    this.size = size;
    this.overflowed = false;
  }

  /** The array in use. */
  public byte[] array() {
    return buffer;
  }

  /** Forgets the content and the overflow; keeps the memory. */
  public void reset() {
    rewind(0);
  }

  /** Forgets what was written after a {@link #mark()}, and the overflow. */
  public void rewind(int mark) {
    size = mark;
    overflowed = false;
  }

  /** Lets go of an array larger than that. Only for an empty writer. */
  public void trim(int maxKept) {
    if (buffer.length > maxKept) {
      buffer = NOTHING;
    }
  }

  /** The number of bytes written so far. */
  public int size() {
    return size;
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
    return size;
  }

  /** Writes the tag and length of a message whose body is everything written since the mark. */
  public void endMessage(int tag, int mark) {
    int body = size - mark;
    if (insert(mark, varintSize(tag) + varintSize(body), body)) {
      putVarint(putVarint(mark, tag), body);
    }
  }

  /** Writes the length of everything written since the mark in front of it. */
  public void endLength(int mark) {
    int body = size - mark;
    if (insert(mark, varintSize(body), body)) {
      putVarint(mark, body);
    }
  }

  /** Writes a length, or another number, without a tag. */
  public void length(int value) {
    if (reserve(5)) {
      size = putVarint(size, value);
    }
  }

  /** Like {@link #mark()}, with room for the header of a message of usual length left before it. */
  public int beginFrame() {
    int mark = size;
    if (reserve(FRAME_HEADER)) {
      size += FRAME_HEADER;
    }
    return mark;
  }

  /** Ends a message with a tag of one byte that began with {@link #beginFrame()}. */
  public void endFrame(int tag, int mark) {
    int body = size - mark - FRAME_HEADER;
    int header = 1 + varintSize(body);
    if (!overflowed
        && (header == FRAME_HEADER || insert(mark + FRAME_HEADER, header - FRAME_HEADER, body))) {
      putVarint(putVarint(mark, tag), body);
    }
  }

  /** Moves the last bytes, those from a position on, up or down. */
  private boolean insert(int position, int by, int bytes) {
    if (!reserve(Math.max(by, 0))) {
      return false;
    }
    System.arraycopy(buffer, position, buffer, position + by, bytes);
    size += by;
    return true;
  }

  /**
   * Removes bytes within the content, and puts the last ones in their place.
   *
   * @param from where the bytes to be removed begin
   * @param to where they end
   * @param last where the bytes begin that take their place
   */
  public void replace(int from, int to, int last) {
    int added = size - last;
    if (added == to - from) {
      System.arraycopy(buffer, last, buffer, from, added);
    } else {
      byte[] moved = Arrays.copyOfRange(buffer, last, size);
      System.arraycopy(buffer, to, buffer, from + added, last - to);
      System.arraycopy(moved, 0, buffer, from, added);
    }
    size -= to - from;
  }

  /** Writes a {@code fixed64}, {@code sfixed64} or (with its raw bits) {@code double} field. */
  public void fixed64(int tag, long value) {
    if (reserve(5 + Long.BYTES)) {
      int at = putVarint(size, tag);
      LITTLE_LONG.set(buffer, at, value);
      size = at + Long.BYTES;
    }
  }

  /** Writes a {@code fixed32} field. */
  public void fixed32(int tag, int value) {
    if (reserve(5 + Integer.BYTES)) {
      int at = putVarint(size, tag);
      LITTLE_INT.set(buffer, at, value);
      size = at + Integer.BYTES;
    }
  }

  /** Writes an integer or enum field; a negative value takes ten bytes, as protobuf has it. */
  public void varint(int tag, long value) {
    if (reserve(varintSize(tag) + varintSize(value))) {
      size = putVarint(putVarint(size, tag), value);
    }
  }

  /** Writes a {@code bytes} field. */
  public void bytes(int tag, byte[] value) {
    varint(tag, value.length);
    raw(value);
  }

  /** Writes a {@code bytes} field of eight bytes, most significant first (a span id). */
  public void id(int tag, long value) {
    if (reserve(6 + Long.BYTES)) {
      int at = putVarint(size, tag);
      buffer[at++] = Long.BYTES;
      BIG_LONG.set(buffer, at, value);
      size = at + Long.BYTES;
    }
  }

  /** Writes a {@code bytes} field of sixteen bytes, most significant first (a trace id). */
  public void id(int tag, long high, long low) {
    if (reserve(6 + 2 * Long.BYTES)) {
      int at = putVarint(size, tag);
      buffer[at++] = 2 * Long.BYTES;
      BIG_LONG.set(buffer, at, high);
      BIG_LONG.set(buffer, at + Long.BYTES, low);
      size = at + 2 * Long.BYTES;
    }
  }

  /**
   * Writes a {@code string} field in UTF-8. An unpaired surrogate becomes {@code ?}, as {@link
   * String#getBytes(java.nio.charset.Charset)} has it.
   */
  public void string(int tag, String value) {
    int mark = size;
    int length = value.length();
    varint(tag, length);
    if (!reserve(length)) {
      return;
    }
    if (asciiAt(value, size)) {
      size += length;
      return;
    }
    size = mark;
    long utf8 = utf8Length(value);
    varint(tag, utf8);
    if (reserve(utf8)) {
      size = putUtf8(value, buffer, size);
    }
  }

  /**
   * Writes a text into bytes that were reserved, if it is ASCII.
   *
   * @return false, and the bytes are of no use, when it is not
   */
  @SuppressWarnings("deprecation") // copies the low bytes, many at a time and without an array
  public boolean asciiAt(String value, int position) {
    int length = value.length();
    value.getBytes(0, length, buffer, position);
    int seen = 0;
    for (int i = 0; i < length; i++) {
      seen |= value.charAt(i);
    }
    return seen < 0x80;
  }

  /** Says that the bytes up to a position, which were reserved, have been written. */
  public void wrote(int end) {
    size = end;
  }

  /** Writes bytes as they are: a field, or several, encoded beforehand. */
  public void raw(byte[] encoded) {
    raw(encoded, 0, encoded.length);
  }

  /** Writes a part of an array as it is. */
  public void raw(byte[] encoded, int offset, int length) {
    if (reserve(length)) {
      System.arraycopy(encoded, offset, buffer, size, length);
      size += length;
    }
  }

  /** Writes another writer's content. */
  public void raw(ProtoWriter content) {
    raw(content.buffer, 0, content.size);
  }

  /** Copies the content, first byte first. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(buffer, 0, target, offset, size);
  }

  /** A copy of the content. */
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  /** The bytes that a number takes as a varint. */
  public static int varintSize(long value) {
    return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
  }

  /** There has to be room. The position after it. */
  private int putVarint(int position, long value) {
    byte[] b = buffer;
    int at = position;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      b[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    b[at++] = (byte) rest;
    return at;
  }

  /** Makes room for more bytes; false, and overflowed, when there is none. */
  public boolean reserve(long bytes) {
    return !overflowed && (bytes <= buffer.length - size || grow(bytes));
  }

  private boolean grow(long bytes) {
    if (bytes <= maxCapacity - size) {
      int wanted = Math.max(size + (int) bytes, Math.max(FIRST_CAPACITY, buffer.length << 1));
      try {
        buffer = Arrays.copyOf(buffer, Math.min(maxCapacity, wanted));
        return true;
      } catch (OutOfMemoryError e) {
        // As good as no room.
      }
    }
    overflowed = true;
    return false;
  }

  /** The bytes that a text takes. */
  private static long utf8Length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (isPair(text, i)) {
        bytes += 4;
        i++;
      } else {
        bytes++;
      }
    }
    return bytes;
  }

  /** Writes a text for which there is room; the position after it. */
  private static int putUtf8(String text, byte[] target, int position) {
    int at = position;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        target[at++] = (byte) c;
      } else if (c < 0x800) {
        target[at++] = (byte) (0xC0 | (c >> 6));
        target[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        target[at++] = (byte) (0xE0 | (c >> 12));
        target[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        target[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (isPair(text, i)) {
        int codePoint = Character.toCodePoint(c, text.charAt(++i));
        target[at++] = (byte) (0xF0 | (codePoint >> 18));
        target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        target[at++] = (byte) (0x80 | (codePoint & 0x3F));
      } else {
        target[at++] = '?';
      }
    }
    return at;
  }

  private static boolean isPair(String text, int index) {
    return Character.isHighSurrogate(text.charAt(index))
        && index + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(index + 1));
  }
}
