package dev.skein.viewer.ingest;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes strings of bytes, and the same object again where a text comes again, as names of spans do.
 * Not thread-safe.
 */
final class TextCache {
  private static final int SLOTS = 256;
  private static final int MAX_CHARS = 256;

  private final @Nullable String[] texts = new @Nullable String[SLOTS];

  /** A text; what is not UTF-8 in it is replaced. */
  String of(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return "";
    }
    if (length > MAX_CHARS) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int hash = TextHash.ofUtf8(bytes, from, to);
    int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
    String known = texts[slot];
    if (known != null && isAscii(known, bytes, from, to)) {
      return known;
    }
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    texts[slot] = text;
    return text;
  }

  /** Whether a text has these bytes as its chars, which a byte of something else never is. */
  private static boolean isAscii(String text, byte[] bytes, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i - from) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
