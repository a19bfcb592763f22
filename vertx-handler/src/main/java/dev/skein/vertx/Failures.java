package dev.skein.vertx;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.nio.channels.ClosedChannelException;

/** What Vert.x's failures mean. */
final class Failures {
  private Failures() {}

  /** Whether the other end went away. */
  static boolean isDisconnect(Throwable failure) {
    return failure instanceof HttpClosedException
        || failure instanceof StreamResetException
        || failure instanceof ClosedChannelException;
  }

  /** The {@code error.type}: the reason of a failed reply, else the class. */
  static String type(Throwable failure) {
    return failure instanceof ReplyException reply
        ? reply.failureType().name()
        : failure.getClass().getName();
  }
}
