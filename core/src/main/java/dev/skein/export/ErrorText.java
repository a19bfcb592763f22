package dev.skein.export;

import dev.skein.internal.Nullable;
import dev.skein.internal.Printable;
import dev.skein.internal.SecretText;
import dev.skein.internal.Strings;

/** What somebody else says went wrong, made fit for a log line. */
final class ErrorText {
  private static final int MAX_CHARS = 300;

  private ErrorText() {}

  /** The text on one line, without control characters and secrets, and not too long. */
  static String of(String text) {
    String safe = SecretText.redact(text, MAX_CHARS + 1);
    return safe.length() <= MAX_CHARS
        ? Printable.clean(safe)
        : Printable.clean(Strings.truncate(safe, MAX_CHARS)) + "...";
  }

  /** Class and message of a throwable, whatever its methods do. */
  static String of(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "unknown error";
    }
    String name = thrown.getClass().getSimpleName();
    String message;
    try {
      message = thrown.getMessage();
    } catch (Throwable hostile) {
      message = null;
    }
    return message == null || message.isEmpty() ? name : of(name + ": " + message);
  }
}
