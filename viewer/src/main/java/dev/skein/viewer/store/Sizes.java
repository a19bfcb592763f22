package dev.skein.viewer.store;

/** What things take of the heap: their headers and what they are rounded up to, too. */
final class Sizes {
  /** A reference; from heaps of 32 GB on they are not compressed. */
  static final int REFERENCE = Runtime.getRuntime().maxMemory() < 32L << 30 ? 4 : 8;

  private static final int OBJECT_HEADER = 12;
  private static final int ARRAY_HEADER = 16;

  private Sizes() {}

  /** An object with that many bytes of fields. */
  static long object(int fields) {
    return aligned(OBJECT_HEADER + fields);
  }

  /** An array with that many bytes of elements. */
  static long array(long elements) {
    return aligned(ARRAY_HEADER + elements);
  }

  /** A text with its characters, of which the JVM keeps one byte each as long as all fit. */
  static long string(String text) {
    int wide = 1;
    for (int i = 0; i < text.length() && wide == 1; i++) {
      wide = text.charAt(i) > 0xFF ? 2 : 1;
    }
    return object(REFERENCE + 6) + array((long) wide * text.length());
  }

  private static long aligned(long bytes) {
    return (bytes + 7) & -8;
  }
}
