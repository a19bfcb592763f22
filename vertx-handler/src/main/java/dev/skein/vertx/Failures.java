package dev.skein.vertx;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.nio.channels.ClosedChannelException;

/** What Vert.x's failures mean. */
final class Failures {
  private static final int MAX_CAUSES = 8;

  private Failures() {}

  /** Whether the other end went away. */
  static boolean isDisconnect(Throwable failure) {
    return failure instanceof HttpClosedException
        || failure instanceof StreamResetException
        || failure instanceof ClosedChannelException;
  }

  /** Whether the other end went away, and that was found out by somebody who wraps what he gets. */
  static boolean isCausedByDisconnect(Throwable failure) {
    try {
      Throwable cause = failure;
      for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
        if (isDisconnect(cause)) {
          return true;
        }
        cause = cause.getCause();
      }
    } catch (Throwable hostileCause) {
      Complaints.report("Looking for the cause of a failure", hostileCause);
    }
    return false;
  }

  /** The {@code error.type}: the reason of a failed reply, else the class. */
  static String type(Throwable failure) {
    return failure instanceof ReplyException reply
        ? reply.failureType().name()
        : failure.getClass().getName();
  }
}
