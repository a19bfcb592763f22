package dev.skein.viewer.ingest;

import java.util.Arrays;
import java.util.Random;

/** Bodies as they come from a faulty network or a faulty client. */
final class Damage {
  private Damage() {}

  /** A copy with something wrong. */
  static byte[] any(byte[] body, Random random) {
    if (body.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    byte[] copy = body.clone();
    int at = random.nextInt(copy.length);
    switch (random.nextInt(5)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt();
      case 2 -> {
        int more = random.nextInt(copy.length - at);
        System.arraycopy(body, random.nextInt(copy.length - more), copy, at, more);
      }
      case 3 -> {
        return Arrays.copyOf(copy, at);
      }
      default -> {
        byte[] longer = Arrays.copyOf(copy, copy.length + 1);
        System.arraycopy(copy, at, longer, at + 1, copy.length - at);
        longer[at] = (byte) random.nextInt();
        return longer;
      }
    }
    return copy;
  }
}
