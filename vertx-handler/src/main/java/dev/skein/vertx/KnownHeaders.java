package dev.skein.vertx;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the headers that are looked for in every received request. One pass over the names tells
 * which of them are there; then an absent one, as most are, costs nothing, and a list is made only
 * of a header that has several lines.
 */
final class KnownHeaders {
  /** What {@link #find} says of none of them. */
  static final int UNKNOWN = -1;

  private static final String[] NAMES = {
    "host",
    "baggage",
    "forwarded",
    "tracestate",
    "user-agent",
    "traceparent",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto"
  };
  private static final AsciiString[] KEYS = keys();
  private static final int SEVERAL_LINES = 16;

  private KnownHeaders() {}

  private static AsciiString[] keys() {
    AsciiString[] keys = new AsciiString[NAMES.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = AsciiString.cached(NAMES[i]);
    }
    return keys;
  }

  /** One bit for each header that is there, and another one if it has more than one line. */
  static int present(HttpHeaders headers) {
    int present = 0;
    Iterator<Map.Entry<CharSequence, CharSequence>> lines = headers.iteratorCharSequence();
    while (lines.hasNext()) {
      CharSequence name = lines.next().getKey();
      int index = candidate(name);
      if (index >= 0 && KEYS[index].contentEqualsIgnoreCase(name)) {
        int bit = 1 << index;
        present |= (present & bit) << SEVERAL_LINES | bit;
      }
    }
    return present;
  }

  /**
   * Which header has a name.
   *
   * @param name in lower case
   * @return {@link #UNKNOWN} for any other one
   */
  static int find(String name) {
    int index = candidate(name);
    return index >= 0 && NAMES[index].equals(name) ? index : UNKNOWN;
  }

  static boolean isPresent(int present, int index) {
    return (present >>> index & 1) != 0;
  }

  static boolean hasSeveralLines(int present, int index) {
    return (present >>> (index + SEVERAL_LINES) & 1) != 0;
  }

  /** The first line of {@code Host}; null when there is none. */
  static @Nullable String host(HttpHeaders headers) {
    return first(headers, 0);
  }

  /** The first line of a header; null when there is none. */
  static @Nullable String first(HttpHeaders headers, int index) {
    return headers.get(KEYS[index]);
  }

  /** The only header of which a name has the length and the first letter. */
  private static int candidate(CharSequence name) {
    return switch (name.length()) {
      case 4 -> 0;
      case 7 -> 1;
      case 9 -> 2;
      case 10 -> (name.charAt(0) | 0x20) == 't' ? 3 : 4;
      case 11 -> 5;
      case 15 -> 6;
      case 16 -> 7;
      case 17 -> 8;
      default -> UNKNOWN;
    };
  }
}
