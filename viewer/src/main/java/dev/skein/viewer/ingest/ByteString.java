package dev.skein.viewer.ingest;

import java.util.Arrays;

/**
 * Bytes as a key. They have an order, so that a map finds them quickly even where somebody has
 * chosen bytes of one hash code. The array must not be changed.
 */
final class ByteString implements Comparable<ByteString> {
  private final byte[] bytes;
  private final int hash;

  ByteString(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public int compareTo(ByteString other) {
    return Arrays.compare(bytes, other.bytes);
  }
}
