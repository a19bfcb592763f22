package dev.skein.export;

import java.util.concurrent.CompletableFuture;

/**
 * Sends one HTTP POST, nothing more: no retry, no redirect, no look at the status. Where to, with
 * which headers and for how long was fixed when the sender was made.
 */
interface HttpSender extends AutoCloseable {

  /**
   * Begins to send a batch; does not wait for I/O.
   *
   * @return completed with the reply, or exceptionally when there was none in time; cancelling it
   *     gives the connection up
   */
  CompletableFuture<HttpReply> send(SpanBatch batch);

  @Override
  void close();
}
