package dev.skein.viewer.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The body of an answer, written by a worker and sent by the event loop. What fits into one piece
 * is sent with its length; the rest as it comes, no faster than the client takes it.
 */
final class ResponseStream extends OutputStream {
  private static final int PIECE = 64 * 1024;
  private static final int MAX_IN_FLIGHT = 8 * 1024 * 1024;
  private static final long MAX_WAIT_NANOS = 30_000_000_000L;

  private final Context context;
  private final HttpServerResponse response;
  private final boolean headOnly;
  private byte[] piece = new byte[4 * 1024];
  private int size;
  private boolean begun;
  // guarded by this
  private long inFlight;
  private boolean broken;

  ResponseStream(Context context, HttpServerResponse response, boolean headOnly) {
    this.context = context;
    this.response = response;
    this.headOnly = headOnly;
  }

  /** Whether something was sent, so that the status can no longer be changed. */
  boolean begun() {
    return begun;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (size == PIECE) {
        send();
      }
      int part = Math.min(left, PIECE - size);
      if (size + part > piece.length) {
        piece = Arrays.copyOf(piece, Math.min(PIECE, Math.max(size + part, 2 * piece.length)));
      }
      System.arraycopy(bytes, from, piece, size, part);
      size += part;
      from += part;
      left -= part;
    }
  }

  private void send() throws IOException {
    begun = true;
    if (headOnly) {
      size = 0;
      return;
    }
    awaitRoom();
    Buffer buffer = Buffer.buffer(Arrays.copyOf(piece, size));
    int sent = size;
    size = 0;
    context.runOnContext(
        run -> {
          if (response.closed()) {
            written(sent, false);
            return;
          }
          // Vert.x throws once the head has gone with the first piece
          if (!response.headWritten()) {
            response.setChunked(true);
          }
          response.write(buffer).onComplete(done -> written(sent, done.succeeded()));
        });
  }

  private synchronized void awaitRoom() throws IOException {
    long deadline = System.nanoTime() + MAX_WAIT_NANOS;
    try {
      while (inFlight > MAX_IN_FLIGHT && !broken) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          broken = true;
          throw new IOException("the client takes nothing");
        }
        wait(left / 1_000_000 + 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server closes");
    }
    if (broken) {
      throw new IOException("the client has gone");
    }
    inFlight += size;
  }

  private synchronized void written(int bytes, boolean succeeded) {
    inFlight -= bytes;
    broken |= !succeeded;
    notifyAll();
  }

  /** Sends the rest. */
  @Override
  public void close() {
    byte[] rest = Arrays.copyOf(piece, size);
    boolean whole = !begun;
    size = 0;
    context.runOnContext(
        run -> {
          if (response.closed() || response.ended()) {
            return;
          }
          if (!headOnly) {
            response.end(Buffer.buffer(rest));
            return;
          }
          if (whole) {
            response.putHeader("Content-Length", Integer.toString(rest.length));
          }
          response.end();
        });
  }
}
