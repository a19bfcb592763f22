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
  /** On the clock of {@link System#nanoTime()}. */
  final long deadline;

  private @Nullable SpanBatch batch;
  private @Nullable Socket socket;
  private boolean over;

  HttpExchange(SpanBatch batch, long deadline) {
    this.batch = batch;
    this.deadline = deadline;
  }

  /** What to send. A thread that is stuck elsewhere does not keep it when the exchange is over. */
  synchronized SpanBatch batch() throws IOException {
    SpanBatch sent = batch;
    if (sent == null) {
      throw givenUp();
    }
    return sent;
  }

  private static IOException givenUp() {
    return new IOException("given up");
  }

  /** From now on it is this connection that is closed if need be. */
  synchronized void use(Socket next) throws IOException {
    socket = next;
    if (over) {
      HttpConnection.closeQuietly(next);
      throw givenUp();
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
    batch = null;
    if (socket != null) {
      HttpConnection.closeQuietly(socket);
    }
    return first;
  }
}
