package dev.skein.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Lowercase hexadecimal of ids: read without a branch per digit, and written so that the string is
 * all that is allocated.
 *
 * <p>An instance is where a text is put together. A few are shared by all threads, and nothing is
 * kept per thread: a thread takes the one of its id, or a new one when that is in use. One that is
 * never finished, because a thread ran out of stack, costs a new one per call from then on, and
 * nothing else.
 */
public final class Hex extends TryLock {
  private static final int MAX_LENGTH = 64;
  private static final int SHARED = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** What a char is worth as the left and as the right digit of a byte; negative for no digit. */
  private static final int[] LEFT = new int[256];

  private static final int[] RIGHT = new int[256];

  private static final Hex[] POOL = new Hex[SHARED];

  static {
    for (int c = 0; c < 256; c++) {
      RIGHT[c] = "0123456789abcdef".indexOf(c);
      LEFT[c] = RIGHT[c] << 4;
    }
    for (int i = 0; i < SHARED; i++) {
      POOL[i] = new Hex();
    }
  }

  /** Its upper half is not used: it keeps what threads write apart. */
  private final byte[] text = new byte[2 * MAX_LENGTH];

  private Hex() {}

  /** 16 digits. */
  public static String toHex(long value) {
    return take().put(0, value).finish(16);
  }

  /** 32 digits. */
  public static String toHex(long high, long low) {
    return take().put(0, high).put(16, low).finish(32);
  }

  /** Room for a text of up to 64 chars, at first of any content. To be finished soon. */
  public static Hex take() {
    Hex shared = POOL[stripe(Thread.currentThread()) & (SHARED - 1)];
    return shared.tryLock() ? shared : new Hex();
  }

  /** Puts the 16 digits of a number at a position. */
  public Hex put(int at, long value) {
    LONGS.set(text, at, digits(value >>> 32));
    LONGS.set(text, at + 8, digits(value & 0xFFFF_FFFFL));
    return this;
  }

  /** Puts the 2 digits of a byte at a position. */
  public Hex put(int at, byte value) {
    long digits = digits(value & 0xFF);
    text[at] = (byte) (digits >>> 8);
    text[at + 1] = (byte) digits;
    return this;
  }

  /** Puts an ASCII char at a position. */
  public Hex put(int at, char c) {
    text[at] = (byte) c;
    return this;
  }

  /** The first chars as a string. This object is somebody else's from then on. */
  @SuppressWarnings("deprecation") // hi-byte constructor: the one that copies Latin-1 bytes as is
  public String finish(int length) {
    try {
      return new String(text, 0, 0, length);
    } finally {
      unlock();
    }
  }

  /** The number that 8 digits stand for; negative when a char is no lowercase digit. */
  public static long parse8(String text, int from) {
    long number = 0;
    for (int i = from; i < from + 8; i += 2) {
      // A wrong digit is all ones on its left, which no later step takes away.
      number = (number << 8) | parse2(text, i);
    }
    return number;
  }

  /** The byte that 2 digits stand for; negative when a char is no lowercase digit. */
  public static int parse2(String text, int from) {
    return value(LEFT, text.charAt(from)) | value(RIGHT, text.charAt(from + 1));
  }

  private static int value(int[] values, char c) {
    return c < 256 ? values[c] : -1;
  }

  /** The 8 digits of a 32-bit number, the first one in the highest byte; all at once. */
  private static long digits(long number) {
    long nibbles = (number | (number << 16)) & 0x0000_FFFF_0000_FFFFL;
    nibbles = (nibbles | (nibbles << 8)) & 0x00FF_00FF_00FF_00FFL;
    nibbles = (nibbles | (nibbles << 4)) & 0x0F0F_0F0F_0F0F_0F0FL;
    long letters = ((nibbles + 0x0606_0606_0606_0606L) >>> 4) & 0x0101_0101_0101_0101L;
    return nibbles + 0x3030_3030_3030_3030L + letters * ('a' - 10 - '0');
  }
}
