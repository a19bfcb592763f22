package dev.skein.viewer.store;

import java.util.HexFormat;

/**
 * The id of a trace. Ids have an order: whoever sends spans can choose ids whose hashes are the
 * same, and a {@link java.util.HashMap} stays quick then only if its keys can be compared.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record TraceId(long high, long low) implements Comparable<TraceId> {
  private static final HexFormat HEX = HexFormat.of();

  /**
   * Reads an id of 32 hexadecimal digits, or of 16, as Zipkin allows, whose high half is zero.
   *
   * @throws IllegalArgumentException if it is something else, or zero
   */
  public static TraceId parse(String text) {
    if (text.length() != 32 && text.length() != 16) {
      throw new IllegalArgumentException("not a trace id of 32 or 16 hexadecimal digits");
    }
    int middle = text.length() - 16;
    long high = middle == 0 ? 0 : HexFormat.fromHexDigitsToLong(text, 0, middle);
    long low = HexFormat.fromHexDigitsToLong(text, middle, text.length());
    if (high == 0 && low == 0) {
      throw new IllegalArgumentException("a trace id of zero");
    }
    return new TraceId(high, low);
  }

  /** The order of their digits. */
  @Override
  public int compareTo(TraceId other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  /** 32 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HEX.toHexDigits(high) + HEX.toHexDigits(low);
  }
}
