package dev.skein.viewer.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * How many of many durations took how long: each power of two of nanoseconds is divided into 32
 * buckets of equal width (below 64 ns a bucket is a nanosecond), so a quantile is told within 1.6 %
 * of its value, whatever its size. Memory: 256 bytes for each power of two between the shortest and
 * the longest. Not thread-safe.
 */
public final class DurationHistogram {
  private static final int PRECISION_BITS = 5;
  private static final int PER_OCTAVE = 1 << PRECISION_BITS;

  /** A quarter of a power of two is as fine as a chart needs it. */
  private static final int SHOWN_BITS = PRECISION_BITS - 2;

  private long[] counts = {};
  private int first;
  private long count;
  private long total;
  private long min = Long.MAX_VALUE;
  private long max;

  /**
   * A part of the range of durations.
   *
   * @param fromNanos the shortest duration that belongs to it
   * @param toNanos the shortest duration that belongs to the next one
   * @param count how many there were
   */
  public record Bucket(long fromNanos, long toNanos, long count) {}

  /** An empty histogram. */
  public DurationHistogram() {}

  /** Counts a duration; one below zero counts as zero. */
  public void add(long nanos) {
    long duration = Math.max(0, nanos);
    int index = index(duration);
    makeRoom(index, index);
    counts[index - first]++;
    count++;
    total = saturatedSum(total, duration);
    min = Math.min(min, duration);
    max = Math.max(max, duration);
  }

  /** Counts everything that another histogram has counted. */
  public void add(DurationHistogram other) {
    if (other.count == 0) {
      return;
    }
    makeRoom(other.first, other.first + other.counts.length - 1);
    for (int i = 0; i < other.counts.length; i++) {
      counts[other.first + i - first] += other.counts[i];
    }
    count += other.count;
    total = saturatedSum(total, other.total);
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  private void makeRoom(int lowest, int highest) {
    if (counts.length == 0) {
      first = lowest;
      counts = new long[highest - lowest + 1];
    } else if (lowest < first || highest >= first + counts.length) {
      // to the ends of the octave, since the next duration is likely to be near
      int from = Math.min(first, lowest & -PER_OCTAVE);
      int to = Math.max(first + counts.length, (highest | (PER_OCTAVE - 1)) + 1);
      long[] wider = new long[to - from];
      System.arraycopy(counts, 0, wider, first - from, counts.length);
      first = from;
      counts = wider;
    }
  }

  private static int index(long nanos) {
    int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(nanos) - PRECISION_BITS);
    return (shift << PRECISION_BITS) + (int) (nanos >>> shift);
  }

  /** The shortest duration of a bucket; the largest number behind the last one. */
  private static long lowest(int index) {
    if (index < 2 * PER_OCTAVE) {
      return index;
    }
    int shift = (index >> PRECISION_BITS) - 1;
    long lowest = (long) ((index & (PER_OCTAVE - 1)) + PER_OCTAVE) << shift;
    return lowest < 0 ? Long.MAX_VALUE : lowest;
  }

  private static long saturatedSum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** How many durations were counted. */
  public long count() {
    return count;
  }

  /** Their sum in nanoseconds. */
  public long totalNanos() {
    return total;
  }

  /** The shortest in nanoseconds; zero if there is none. */
  public long minNanos() {
    return count == 0 ? 0 : min;
  }

  /** The longest in nanoseconds; zero if there is none. */
  public long maxNanos() {
    return max;
  }

  /**
   * The duration that a part of all took at most, in nanoseconds, within 1.6 %; zero if there is
   * none.
   *
   * @param part between 0 and 1: 0.5 for the median, 0.99 for what one in a hundred exceeds
   */
  public long quantileNanos(double part) {
    if (!(part >= 0 && part <= 1)) {
      throw new IllegalArgumentException("a part of all is between 0 and 1, not " + part);
    }
    long rank = Math.max(1, (long) Math.ceil(part * count));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        long from = lowest(first + i);
        long middle = from + (lowest(first + i + 1) - from) / 2;
        return Math.max(min, Math.min(max, middle));
      }
    }
    return 0;
  }

  /** Four buckets for each power of two, from the shortest duration's to the longest's. */
  public List<Bucket> buckets() {
    List<Bucket> buckets = new ArrayList<>();
    if (count > 0) {
      for (int shown = index(min) >> SHOWN_BITS; shown <= index(max) >> SHOWN_BITS; shown++) {
        int from = shown << SHOWN_BITS;
        int to = (shown + 1) << SHOWN_BITS;
        long sum = 0;
        for (int i = Math.max(from, first); i < Math.min(to, first + counts.length); i++) {
          sum += counts[i - first];
        }
        buckets.add(new Bucket(lowest(from), lowest(to), sum));
      }
    }
    return List.copyOf(buckets);
  }
}
