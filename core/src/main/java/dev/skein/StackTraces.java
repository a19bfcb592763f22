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
    StackTraceElement[] enclosing = {};
    Throwable current = exception;
    for (int i = 0; current != null && i < MAX_CAUSES && text.length() < MAX_LENGTH; i++) {
      text.append(i == 0 ? "" : "Caused by: ");
      if (!seen.add(current)) {
        text.append("(circular) ").append(current.getClass().getName()).append('\n');
        break;
      }
      enclosing = appendOne(text, current, enclosing);
      current = cause(current);
    }
    return Strings.truncate(text.toString(), MAX_LENGTH);
  }

  /** Appends one exception, without the frames at the end that the one it caused had as well. */
  private static StackTraceElement[] appendOne(
      StringBuilder text, Throwable exception, StackTraceElement[] enclosing) {
    text.append(exception.getClass().getName());
    String message = message(exception);
    if (message != null) {
      text.append(": ").append(Strings.truncate(message, MAX_MESSAGE_LENGTH));
    }
    text.append('\n');
    StackTraceElement[] frames = exception.getStackTrace();
    int own = frames.length;
    for (int other = enclosing.length;
        own > 0 && other > 0 && frames[own - 1].equals(enclosing[other - 1]);
        other--) {
      own--;
    }
    for (int i = 0; i < own && text.length() < MAX_LENGTH; i++) {
      text.append("\tat ").append(frames[i]).append('\n');
    }
    if (own < frames.length) {
      text.append("\t... ").append(frames.length - own).append(" more\n");
    }
    return frames;
  }

  private static @Nullable Throwable cause(Throwable exception) {
    try {
      return exception.getCause();
    } catch (Throwable hostile) {
      return null;
    }
  }
}
