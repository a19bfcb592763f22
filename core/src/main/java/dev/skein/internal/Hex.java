package dev.skein.internal;

import java.nio.charset.StandardCharsets;

/** Lowercase hexadecimal of ids, without tables of objects, regular expressions or exceptions. */
public final class Hex {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Hex() {}

  /** 16 digits. */
  @SuppressWarnings("deprecation") // hi-byte constructor: the one that copies Latin-1 bytes as is
  public static String toHex(long value) {
    byte[] digits = new byte[16];
    write(value, digits, 0);
    return new String(digits, 0, 0, 16);
  }

  /** 32 digits. */
  @SuppressWarnings("deprecation")
  public static String toHex(long high, long low) {
    byte[] digits = new byte[32];
    write(high, digits, 0);
    write(low, digits, 16);
    return new String(digits, 0, 0, 32);
  }

  /** Writes the 16 digits of a number. */
  public static void write(long value, byte[] target, int offset) {
    for (int i = 0; i < 16; i++) {
      target[offset + i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 0xF];
    }
  }

  /** Writes the 2 digits of a byte. */
  public static void write(byte value, byte[] target, int offset) {
    target[offset] = DIGITS[(value >> 4) & 0xF];
    target[offset + 1] = DIGITS[value & 0xF];
  }
}
