package dev.skein.it.reliability.secrets;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Secrets that can be told from anything else, whole or in part. Each is made of shards that all
 * begin alike, with awkward characters between them: half a password that is shown is found, too.
 * Thread-safe.
 */
final class Canaries {
  /** What every shard begins with. */
  static final String MARKER = "Zq7xK";

  private static final int SHARD_DIGITS = 5;

  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger shards = new AtomicInteger();

  /** How many were planted where. Guarded by itself. */
  private final Map<String, Integer> planted = new TreeMap<>();

  /**
   * Makes one.
   *
   * @param place where it will be planted
   * @param awkward characters that may stand in a secret there without quoting: all pairs of them
   *     get their turn
   */
  String plant(String place, String awkward) {
    number.incrementAndGet();
    int next;
    synchronized (planted) {
      next = planted.merge(place, 1, Integer::sum) - 1;
    }
    if (awkward.isEmpty()) {
      return shard() + shard();
    }
    char first = awkward.charAt(next % awkward.length());
    char second = awkward.charAt((next / awkward.length()) % awkward.length());
    return shard() + first + shard() + second + shard();
  }

  /** One of letters and digits alone. */
  String plant(String place) {
    return plant(place, "");
  }

  private String shard() {
    String digits = Integer.toString(shards.getAndIncrement(), Character.MAX_RADIX);
    return MARKER + "0".repeat(SHARD_DIGITS - digits.length()) + digits;
  }

  int count() {
    return number.get();
  }

  /** How many were planted where. */
  Map<String, Integer> places() {
    synchronized (planted) {
      return new TreeMap<>(planted);
    }
  }
}
