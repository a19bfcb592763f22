package dev.skein.http;

import org.jspecify.annotations.Nullable;

/** The spellings of HTTP's versions. */
final class ProtocolVersion {
  private static final int MAX_LENGTH = 16;
  private static final String PRIOR_KNOWLEDGE = "_prior_knowledge";

  private ProtocolVersion() {}

  /**
   * {@code 1.0}, {@code 1.1}, {@code 2}, {@code 3}, for whatever a framework calls them: {@code
   * HTTP/1.1}, {@code HTTP_1_1}, {@code h2c}. A version of the future is its number.
   *
   * @return null when the text names no version
   */
  static @Nullable String normal(@Nullable String version) {
    if (version == null) {
      return null;
    }
    int start = 0;
    int length = version.length();
    if (length > 0 && (version.charAt(0) == 'h' || version.charAt(0) == 'H')) {
      while (start < length && isPrefix(version.charAt(start))) {
        start++;
      }
    }
    char major = start < length ? version.charAt(start) : ' ';
    char minor = minor(version, start + 1, length);
    if (major == '1' && minor == '1') {
      return "1.1";
    } else if (major == '1' && minor == '0') {
      return "1.0";
    } else if (major == '2' && (minor == '0' || minor == ' ')) {
      return "2";
    } else if (major == '3' && (minor == '0' || minor == ' ')) {
      return "3";
    }
    return other(version, start);
  }

  private static boolean isPrefix(char c) {
    return c >= 'A' || c == '/';
  }

  /** The digit behind a point, a blank when there is nothing that matters, else something else. */
  private static char minor(String version, int from, int length) {
    int rest = length - from;
    if (rest <= 0
        || (rest == 1 && version.charAt(from) == 'c')
        || (rest == PRIOR_KNOWLEDGE.length()
            && version.regionMatches(true, from, PRIOR_KNOWLEDGE, 0, rest))) {
      return ' ';
    }
    char point = version.charAt(from);
    return rest == 2 && (point == '.' || point == '_') ? version.charAt(from + 1) : '?';
  }

  private static @Nullable String other(String version, int start) {
    for (int i = start; i < version.length(); i++) {
      char c = version.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return null;
      }
    }
    return start == version.length() || start + MAX_LENGTH < version.length()
        ? null
        : version.substring(start);
  }
}
