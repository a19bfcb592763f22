package dev.skein.export;

import dev.skein.internal.Nullable;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/**
 * One request on its way to a reply, which it completes with. Ending it in any other way closes the
 * connection first, and with that ends whatever its thread is waiting for. Thread-safe.
 */
final class HttpExchange extends CompletableFuture<HttpReply> {
  final SpanBatch batch;

  /** On the clock of {@link System#nanoTime()}. */
  final long deadline;

  private @Nullable Socket socket;
  private boolean over;

  HttpExchange(SpanBatch batch, long deadline) {
    this.batch = batch;
    this.deadline = deadline;
  }

  /** From now on it is this connection that is closed if need be. */
  synchronized void use(Socket next) throws IOException {
    socket = next;
    if (over) {
      HttpConnection.closeQuietly(next);
      throw new IOException("given up");
    }
  }

  /** Lets go of the connection, unless it was closed: that is the answer false. */
  synchronized boolean release() {
    socket = null;
    return !over;
  }

  synchronized boolean over() {
    return over;
  }

  @Override
  public boolean complete(HttpReply reply) {
    return end() && super.complete(reply);
  }

  @Override
  public boolean completeExceptionally(Throwable thrown) {
    return end() && super.completeExceptionally(thrown);
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    return end() && super.cancel(mayInterrupt);
  }

  private synchronized boolean end() {
    boolean first = !over;
    over = true;
    if (socket != null) {
      HttpConnection.closeQuietly(socket);
    }
    return first;
  }
}
