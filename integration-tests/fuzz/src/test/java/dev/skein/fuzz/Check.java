package dev.skein.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a fuzz target expects of a parser; a failed expectation is what a fuzzer finds. */
public final class Check {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * By how much a fuzzer's instrumentation, which copies what is compared, may allocate more, and a
   * few megabytes; what is quadratic in a few kilobytes takes more than that.
   */
  private static final long FACTOR = Long.getLong("fuzz.allocation-factor", 1);

  private static final long FUZZING = FACTOR == 1 ? 0 : 2_000_000;

  /** Once more than it takes to load a class or to fill a cache. */
  private static final int ATTEMPTS = 3;

  private Check() {}

  public static void that(boolean condition, String expectation) {
    if (!condition) {
      throw new AssertionError(expectation);
    }
  }

  public static void that(boolean condition, String expectation, Object found) {
    if (!condition) {
      throw new AssertionError(expectation + ": " + found);
    }
  }

  public static void same(Object found, Object expected, String what) {
    if (found == null ? expected != null : !found.equals(expected)) {
      throw new AssertionError(what + " is <" + found + ">, not <" + expected + ">");
    }
  }

  /** Whether a text is made of printable ASCII chars, as a header must be. */
  public static void isHeaderValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      that(c >= ' ' && c <= '~', "a header is printable ASCII", value);
    }
  }

  /** Whether a text can be printed: no line breaks, escape sequences or hidden direction marks. */
  public static void isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      that(
          !Character.isISOControl(c)
              && Character.getDirectionality(c) != Character.DIRECTIONALITY_PARAGRAPH_SEPARATOR
              && c != '\u2028'
              && !(c >= '\u202A' && c <= '\u202E')
              && !(c >= '\u2066' && c <= '\u2069'),
          "what is printed is harmless",
          text);
    }
  }

  /** Runs something that may allocate so many bytes, and not more, however often it is run. */
  public static void allocates(long atMost, Runnable run) {
    long limit = atMost * FACTOR + FUZZING;
    long bytes = Long.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS && bytes > limit; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      run.run();
      bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    that(bytes <= limit, "no more than " + atMost + " bytes are allocated", bytes);
  }
}
