package dev.skein.http;

import dev.skein.Span;
import dev.skein.StatusCode;
import java.lang.reflect.Modifier;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** How a failed request shows on its span. */
final class Failures {
  private static final int MAX_WRAPPERS = 8;
  private static final int FIRST_CODE = 100;
  private static final int FIRST_CLIENT_ERROR = 400;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int LAST_CODE = 599;

  /** The codes that are errors as text, as they come up. Racy: any copy will do. */
  private static final @Nullable String[] CODES = new String[LAST_CODE + 1 - FIRST_CLIENT_ERROR];

  private Failures() {}

  /** Whether a server's own answer says that it failed, or says nothing that HTTP knows. */
  static boolean isServerError(int statusCode) {
    return statusCode >= FIRST_SERVER_ERROR || isUnknown(statusCode);
  }

  /** Whether an answer says that the request failed, or says nothing that HTTP knows. */
  static boolean isClientError(int statusCode) {
    return statusCode >= FIRST_CLIENT_ERROR || isUnknown(statusCode);
  }

  private static boolean isUnknown(int statusCode) {
    return statusCode > 0 && (statusCode < FIRST_CODE || statusCode > LAST_CODE);
  }

  /** Whether an answer is a redirection or tells the client about a mistake of its own. */
  static boolean isAnswer(int statusCode) {
    return statusCode >= 300 && statusCode < FIRST_SERVER_ERROR;
  }

  /** The failure itself, without the wrappers that futures put around it. */
  static Throwable unwrap(Throwable failure) {
    Throwable inner = failure;
    try {
      for (int i = 0; i < MAX_WRAPPERS && isWrapper(inner); i++) {
        Throwable cause = inner.getCause();
        if (cause == null) {
          return inner;
        }
        inner = cause;
      }
    } catch (Throwable hostileCause) {
      Guarded.report("getCause", hostileCause);
    }
    return inner;
  }

  private static boolean isWrapper(Throwable failure) {
    return failure instanceof CompletionException || failure instanceof ExecutionException;
  }

  /** The {@code error.type} of a status code. */
  static String type(int statusCode) {
    if (statusCode < FIRST_CLIENT_ERROR || statusCode > LAST_CODE) {
      return Integer.toString(statusCode);
    }
    String text = CODES[statusCode - FIRST_CLIENT_ERROR];
    if (text == null) {
      text = Integer.toString(statusCode);
      CODES[statusCode - FIRST_CLIENT_ERROR] = text;
    }
    return text;
  }

  /**
   * The {@code error.type} of a failure: its class, or the nearest class above it that a caller can
   * know. A refused connection is a {@code java.net.ConnectException} whoever connects.
   */
  static String type(Throwable failure) {
    Class<?> type = failure.getClass();
    while (!Modifier.isPublic(type.getModifiers())
        && type.getSuperclass() != null
        && type.getSuperclass() != Object.class) {
      type = type.getSuperclass();
    }
    return isCatchAll(type) ? failure.getClass().getName() : type.getName();
  }

  private static boolean isCatchAll(Class<?> type) {
    return type == Throwable.class
        || type == Exception.class
        || type == RuntimeException.class
        || type == Error.class;
  }

  /** Marks a span as failed. The status has no description: {@code error.type} says it all. */
  static void record(Span span, String errorType, @Nullable Throwable failure) {
    if (failure != null) {
      span.recordException(failure);
    }
    span.setAttribute(HttpAttributes.ERROR_TYPE, errorType);
    span.setStatus(StatusCode.ERROR);
  }
}
