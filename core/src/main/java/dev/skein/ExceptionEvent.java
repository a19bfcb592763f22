package dev.skein;

import dev.skein.internal.Nullable;
import dev.skein.internal.SecretText;
import dev.skein.internal.Strings;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The {@code exception} event of an exception.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/">Semantic
 *     conventions for exceptions on spans</a>
 */
final class ExceptionEvent {
  /** In chars, as the message. */
  static final int MAX_STACK_TRACE = 16 * 1024;

  private static final int MAX_CAUSES = 64;
  private static final int MAX_MESSAGE = 1024;

  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");
  private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("exception.message");
  private static final AttributeKey<String> STACK_TRACE =
      AttributeKey.stringKey("exception.stacktrace");

  private ExceptionEvent() {}

  /** The event's attributes; those given win over those of the exception. */
  static Attributes of(Throwable exception, @Nullable Attributes added, int lengthLimit) {
    Attributes.Builder attributes = Attributes.builder();
    attributes.put(TYPE, exception.getClass().getName());
    String message = message(exception, lengthLimit);
    if (message != null) {
      attributes.put(MESSAGE, message);
    }
    attributes.put(STACK_TRACE, stackTrace(exception));
    if (added != null) {
      attributes.putAll(added);
    }
    return attributes.build();
  }

  /**
   * The message, without the secrets that one can tell, such as the password of a database URL.
   *
   * @return null when there is none
   */
  private static @Nullable String message(Throwable exception, int lengthLimit) {
    try {
      String message = exception.getMessage();
      return message == null
          ? null
          : Strings.truncate(SecretText.redact(message, lengthLimit), lengthLimit);
    } catch (Throwable hostile) {
      return "(getMessage() threw " + hostile.getClass().getName() + ")";
    }
  }

  /**
   * The stack trace as text, bounded whatever the exception is like: very deep, cyclic, or with a
   * message that cannot be had.
   */
  static String stackTrace(Throwable exception) {
    StringBuilder text = new StringBuilder(1024);
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    StackTraceElement[] enclosing = {};
    Throwable current = exception;
    for (int i = 0; current != null && i < MAX_CAUSES && text.length() < MAX_STACK_TRACE; i++) {
      text.append(i == 0 ? "" : "Caused by: ");
      if (!seen.add(current)) {
        text.append("(circular) ").append(current.getClass().getName()).append('\n');
        break;
      }
      enclosing = appendOne(text, current, enclosing);
      current = cause(current);
    }
    return Strings.truncate(text.toString(), MAX_STACK_TRACE);
  }

  /** Appends one exception, without the frames at the end that the one it caused had as well. */
  private static StackTraceElement[] appendOne(
      StringBuilder text, Throwable exception, StackTraceElement[] enclosing) {
    text.append(exception.getClass().getName());
    String message = message(exception, MAX_MESSAGE);
    if (message != null) {
      text.append(": ").append(message);
    }
    text.append('\n');
    StackTraceElement[] frames = exception.getStackTrace();
    int own = frames.length;
    for (int other = enclosing.length;
        own > 0 && other > 0 && frames[own - 1].equals(enclosing[other - 1]);
        other--) {
      own--;
    }
    for (int i = 0; i < own && text.length() < MAX_STACK_TRACE; i++) {
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
