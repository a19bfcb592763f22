package dev.skein.viewer.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, written by a worker and sent by the event loop. What fits into one piece
 * is sent with its length; the rest as it comes, no faster than the client takes it.
 */
final class ResponseStream extends OutputStream {
  private static final int PIECE = 64 * 1024;

  /** For each connection there may be: what is on its way to clients that take nothing adds up. */
  private static final int MAX_IN_FLIGHT = 512 * 1024;

  /** Down to which it has to go before more is written: a wait for each piece would be slow. */
  private static final int ENOUGH_ROOM = MAX_IN_FLIGHT / 2;

  /** Others do not suffer from it: a place is taken from who waits longest when it is wanted. */
  private static final long MAX_WAIT_NANOS = 120_000_000_000L;

  private final Context context;
  private final HttpServerResponse response;
  private final boolean headOnly;
  private final SlowClients.Place place;
  private byte[] piece = new byte[4 * 1024];
  private int size;
  private boolean begun;
  // guarded by this
  private long inFlight;
  private boolean broken;

  ResponseStream(
      Context context, HttpServerResponse response, boolean headOnly, SlowClients slowClients) {
    this.context = context;
    this.response = response;
    this.headOnly = headOnly;
    place = slowClients.place(this::giveUp);
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

  private void awaitRoom() throws IOException {
    try {
      if (isFull()) {
        place.enter();
        try {
          awaitTaken();
        } finally {
          place.leave();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server closes");
    }
    synchronized (this) {
      if (broken) {
        throw new IOException("the client has gone, or was waited for too long");
      }
      inFlight += size;
    }
  }

  private synchronized boolean isFull() {
    return inFlight > MAX_IN_FLIGHT && !broken;
  }

  private synchronized void awaitTaken() throws InterruptedException {
    long deadline = System.nanoTime() + MAX_WAIT_NANOS;
    while (inFlight > ENOUGH_ROOM && !broken) {
      long left = deadline - System.nanoTime();
      broken = left <= 0;
      if (!broken) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    }
  }

  private synchronized void giveUp() {
    broken = true;
    notifyAll();
  }

  private synchronized void written(int bytes, boolean succeeded) {
    inFlight -= bytes;
    broken |= !succeeded;
    if (broken || inFlight <= ENOUGH_ROOM) {
      notifyAll();
    }
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
