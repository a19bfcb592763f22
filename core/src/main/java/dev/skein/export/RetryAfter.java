package dev.skein.export;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Retry-After} header of RFC 9110, section 10.2.3. */
public final class RetryAfter {
  private static final long MAX_SECONDS = 300;
  private static final int MAX_CHARS = 64;

  private RetryAfter() {}

  /**
   * The time to wait, between 0 and 300 s.
   *
   * @return null when the header has neither of its two forms
   */
  public static @Nullable Duration parse(String header, Instant now) {
    Objects.requireNonNull(now, "now");
    String value =
        Objects.requireNonNull(header, "header").length() > MAX_CHARS ? "" : header.trim();
    if (value.isEmpty()) {
      return null;
    }
    char first = value.charAt(0);
    return first >= '0' && first <= '9' ? seconds(value) : date(value, now);
  }

  private static @Nullable Duration seconds(String digits) {
    long seconds = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      seconds = Math.min(MAX_SECONDS, seconds * 10 + (c - '0'));
    }
    return Duration.ofSeconds(seconds);
  }

  private static @Nullable Duration date(String text, Instant now) {
    try {
      Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      long seconds = Math.max(0, until.getEpochSecond() - now.getEpochSecond());
      return Duration.ofSeconds(Math.min(MAX_SECONDS, seconds));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
