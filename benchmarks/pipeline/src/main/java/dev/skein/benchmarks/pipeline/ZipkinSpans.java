package dev.skein.benchmarks.pipeline;

/** Counts the spans of a Zipkin v2 JSON request: the objects in its outermost array. */
final class ZipkinSpans {
  private ZipkinSpans() {}

  /** The spans of a request. */
  static long count(byte[] bytes, int length) {
    long spans = 0;
    int depth = 0;
    for (int i = 0; i < length; i++) {
      switch (bytes[i]) {
        case '"' -> i = endOfText(bytes, i + 1, length);
        case '{' -> {
          if (depth++ == 0) {
            spans++;
          }
        }
        case '}' -> depth--;
        default -> {}
      }
    }
    return spans;
  }

  private static int endOfText(byte[] bytes, int start, int length) {
    int at = start;
    while (at < length && bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return at;
  }
}
