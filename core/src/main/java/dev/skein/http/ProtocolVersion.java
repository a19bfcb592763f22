package dev.skein.http;

import org.jspecify.annotations.Nullable;

/** The spellings of HTTP's versions. */
final class ProtocolVersion {
  private static final int MAX_LENGTH = 16;

  private ProtocolVersion() {}

  /**
   * {@code 1.0}, {@code 1.1}, {@code 2}, {@code 3}, for whatever a framework calls them; null when
   * the text names no version.
   */
  static @Nullable String normal(@Nullable String version) {
    if (version == null) {
      return null;
    }
    return switch (version) {
      case "1.1", "HTTP/1.1", "HTTP_1_1", "http/1.1" -> "1.1";
      case "2", "2.0", "HTTP/2", "HTTP/2.0", "HTTP_2", "HTTP_2_0", "h2", "h2c" -> "2";
      case "h2_prior_knowledge", "H2_PRIOR_KNOWLEDGE" -> "2";
      case "1.0", "HTTP/1.0", "HTTP_1_0", "http/1.0" -> "1.0";
      case "3", "3.0", "HTTP/3", "HTTP/3.0", "HTTP_3", "HTTP_3_0", "h3" -> "3";
      default -> other(version);
    };
  }

  /** A version of the future, by its number. */
  private static @Nullable String other(String version) {
    int start = version.startsWith("HTTP/") ? "HTTP/".length() : 0;
    if (start == version.length() || version.length() > MAX_LENGTH) {
      return null;
    }
    for (int i = start; i < version.length(); i++) {
      char c = version.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return null;
      }
    }
    return version.substring(start);
  }
}
