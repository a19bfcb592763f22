package dev.skein.http;

import dev.skein.Context;
import dev.skein.Span;
import dev.skein.StatusCode;
import dev.skein.internal.RateLimitedLog;
import java.lang.reflect.Modifier;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What the spans of received and of sent requests have in common. Thread-safe; no method throws.
 */
public abstract sealed class HttpSpan permits HttpServerSpan, HttpClientSpan {
  private static final AtomicIntegerFieldUpdater<HttpSpan> STATE =
      AtomicIntegerFieldUpdater.newUpdater(HttpSpan.class, "state");

  private static final RateLimitedLog LOG = new RateLimitedLog(System.getLogger("dev.skein.http"));

  private static final int MAX_WRAPPERS = 8;
  private static final int FIRST_CODE = 100;
  private static final int FIRST_CLIENT_ERROR = 400;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int LAST_CODE = 599;

  /** The codes that are errors as text, as they come up. Racy: any copy will do. */
  private static final @Nullable String[] CODES = new String[LAST_CODE + 1 - FIRST_CLIENT_ERROR];

  private static final int ENDED = 1;

  /** The exchange was given up. */
  private static final int GIVEN_UP = 2;

  /** A server span was started without the client's address. */
  static final int CLIENT_UNKNOWN = 4;

  /** A client span's baggage is not for the receiver. */
  static final int KEEPS_BAGGAGE = 8;

  final Span span;
  private final Context context;
  private volatile @Nullable Throwable failure;
  private volatile int state;

  // Plain, and so is a server's route: an adapter that reports on one thread and ends on another
  // hands the request over in between, which orders the two. Neither can be seen half written.
  private int statusCode;

  HttpSpan(Span span, Context context, int state) {
    this.span = span;
    this.context = context;
    if (state != 0) {
      this.state = state;
    }
  }

  /** The span itself, for attributes and events of the application. */
  public final Span span() {
    return span;
  }

  /** The context of the request: this span, and the baggage of the caller. */
  public final Context context() {
    return context;
  }

  /** Says which status was sent or received. The last call wins; a code below 1 is ignored. */
  public final void response(int statusCode) {
    if (statusCode > 0) {
      this.statusCode = statusCode;
    }
  }

  /** Says which version of the protocol is spoken, in any usual spelling. */
  public final void protocolVersion(@Nullable String version) {
    span.setAttribute(HttpAttributes.NETWORK_PROTOCOL_VERSION, HttpPolicy.version(version));
  }

  /** Sets the address and port of the connection's other end. */
  final void setPeer(@Nullable String address, int port) {
    span.setAttribute(HttpAttributes.NETWORK_PEER_ADDRESS, address);
    if (address != null && port > 0) {
      span.setAttribute(HttpAttributes.NETWORK_PEER_PORT, port);
    }
  }

  /** Keeps the first failure. */
  final void keep(@Nullable Throwable failure) {
    if (this.failure == null && !ended()) {
      this.failure = failure;
    }
  }

  final void giveUp() {
    mark(GIVEN_UP);
  }

  final boolean isGivenUp() {
    return is(GIVEN_UP);
  }

  final boolean is(int flag) {
    return (state & flag) != 0;
  }

  /** Whether the flag was not set before. */
  private boolean mark(int flag) {
    int before;
    do {
      before = state;
      if ((before & flag) != 0) {
        return false;
      }
    } while (!STATE.compareAndSet(this, before, before | flag));
    return true;
  }

  /** Ends the span. Only the first call counts. */
  public final void end() {
    if (!mark(ENDED)) {
      return;
    }
    Throwable thrown = failure;
    try {
      if (span.isRecording()) {
        if (statusCode > 0) {
          span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, statusCode);
        }
        settle(statusCode, thrown == null ? null : unwrap(thrown));
      }
    } catch (Throwable e) {
      report("The end of an HTTP span", e);
    }
    if (thrown != null) {
      failure = null; // whoever keeps this object need not keep that one
    }
    span.end();
  }

  /** Whether {@link #end()} was called. */
  public final boolean ended() {
    return is(ENDED);
  }

  /** Decides whether the request failed. */
  abstract void settle(int statusCode, @Nullable Throwable failure);

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
      report("getCause", hostileCause);
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

  /** Tells, at most once a minute, that something threw. The type only: a message may hold data. */
  static void report(String what, Throwable failure) {
    String thrown = what.concat(" threw ").concat(failure.getClass().getName());
    LOG.warn(thrown.concat("; the request is not affected"));
  }
}
