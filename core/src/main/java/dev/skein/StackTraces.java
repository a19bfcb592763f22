package dev.skein;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stack traces as text, bounded whatever the exception is like: very deep, cyclic, or with a
 * message that cannot be had.
 */
final class StackTraces {
  static final int MAX_LENGTH = 16 * 1024;
  private static final int MAX_CAUSES = 64;
  private static final int MAX_MESSAGE_LENGTH = 1024;

  private StackTraces() {}

  /** The message; null when there is none, or when asking for it fails. */
  static @Nullable String message(Throwable exception) {
    try {
      return exception.getMessage();
    } catch (Throwable hostile) {
      return "(getMessage() threw " + hostile.getClass().getName() + ")";
    }
  }

  static String render(Throwable exception) {
    StringBuilder text = new StringBuilder(1024);
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable current = exception;
    for (int i = 0; current != null && i < MAX_CAUSES && text.length() < MAX_LENGTH; i++) {
      text.append(i == 0 ? "" : "Caused by: ");
      if (!seen.add(current)) {
        text.append("(circular) ").append(current.getClass().getName()).append('\n');
        break;
      }
      appendOne(text, current);
      current = cause(current);
    }
    return Strings.truncate(text.toString(), MAX_LENGTH);
  }

  private static void appendOne(StringBuilder text, Throwable exception) {
    text.append(exception.getClass().getName());
    String message = message(exception);
    if (message != null) {
      text.append(": ").append(Strings.truncate(message, MAX_MESSAGE_LENGTH));
    }
    text.append('\n');
    for (StackTraceElement frame : exception.getStackTrace()) {
      if (text.length() >= MAX_LENGTH) {
        return;
      }
      text.append("\tat ").append(frame).append('\n');
    }
  }

  private static @Nullable Throwable cause(Throwable exception) {
    try {
      return exception.getCause();
    } catch (Throwable hostile) {
      return null;
    }
  }
}
