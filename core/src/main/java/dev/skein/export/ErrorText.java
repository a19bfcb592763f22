package dev.skein.export;

import dev.skein.internal.Nullable;
import dev.skein.internal.Printable;

/** What somebody else says went wrong, made fit for a log line. */
final class ErrorText {
  private static final int MAX_CHARS = 300;

  private ErrorText() {}

  /** The text on one line, without control characters, and not too long. */
  static String of(String text) {
    return text.length() <= MAX_CHARS
        ? Printable.clean(text)
        : Printable.clean(text.substring(0, MAX_CHARS)) + "...";
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
