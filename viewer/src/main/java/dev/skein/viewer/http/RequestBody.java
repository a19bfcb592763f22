package dev.skein.viewer.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Collects the body of a request on its event loop: up to a limit, out of memory shared with all
 * others, and in limited time. Exactly one of the two consumers is called, unless the client goes
 * away before.
 */
final class RequestBody {
  private static final int FIRST_CAPACITY = 256 * 1024;
  private static final int UNKNOWN_LENGTH_CAPACITY = 8 * 1024;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final int limit;
  private final ByteBudget.Share share;
  private final Consumer<byte[]> whenComplete;
  private final Consumer<HttpProblem> whenRefused;
  private byte[] bytes = {};
  private int size;

  /** The longest that it can become. */
  private int most;

  private long timer = -1;
  private boolean done;

  private RequestBody(
      Vertx vertx,
      HttpServerRequest request,
      int limit,
      ByteBudget.Share share,
      Consumer<byte[]> whenComplete,
      Consumer<HttpProblem> whenRefused) {
    this.vertx = vertx;
    this.request = request;
    this.limit = limit;
    this.share = share;
    this.whenComplete = whenComplete;
    this.whenRefused = whenRefused;
  }

  /**
   * Begins to collect.
   *
   * @param share what the body takes is taken by it; closed unless the body is complete
   * @param whenComplete gets the body, and has to close the share
   * @param whenRefused gets what is wrong; the rest of the body is not read
   */
  static void read(
      Vertx vertx,
      HttpServerRequest request,
      int limit,
      Duration timeout,
      ByteBudget.Share share,
      Consumer<byte[]> whenComplete,
      Consumer<HttpProblem> whenRefused) {
    new RequestBody(vertx, request, limit, share, whenComplete, whenRefused).start(timeout);
  }

  private void start(Duration timeout) {
    long length = length();
    if (length > limit) {
      refuse(tooLarge());
      return;
    }
    // what is announced need not be copied when it is there
    most = length < 0 ? limit : (int) length;
    int capacity = length < 0 ? UNKNOWN_LENGTH_CAPACITY : FIRST_CAPACITY;
    if (!resize(Math.min(capacity, most))) {
      return;
    }
    request.handler(this::append);
    request.endHandler(end -> complete());
    request.exceptionHandler(gone -> release());
    timer =
        vertx.setTimer(
            timeout.toMillis(),
            late -> refuse(new HttpProblem(408, "the body did not arrive in " + seconds(timeout))));
  }

  private static String seconds(Duration timeout) {
    return timeout.toMillis() / 1000.0 + " s";
  }

  private long length() {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private HttpProblem tooLarge() {
    return new HttpProblem(413, "the body is larger than the limit of " + limit + " bytes");
  }

  /** Nothing is wrong with the body but the moment. */
  static HttpProblem tooMuch() {
    return new HttpProblem(503, "too much is being received at once; try again");
  }

  private void append(Buffer chunk) {
    if (done) {
      return;
    }
    int needed = size + chunk.length();
    if (needed > most || needed < 0) {
      refuse(tooLarge());
      return;
    }
    if (needed > bytes.length && !resize((int) Math.min(most, Math.max(needed, 2L * size)))) {
      return;
    }
    chunk.getBytes(bytes, size);
    size = needed;
  }

  private boolean resize(int capacity) {
    // both are held while one is copied into the other
    if (!share.take(capacity)) {
      refuse(tooMuch());
      return false;
    }
    int before = bytes.length;
    bytes = Arrays.copyOf(bytes, capacity);
    share.giveBack(before);
    return true;
  }

  private void complete() {
    if (done || (size < bytes.length && !resize(size))) {
      return;
    }
    byte[] body = bytes;
    end();
    whenComplete.accept(body);
  }

  private void refuse(HttpProblem problem) {
    if (done) {
      return;
    }
    release();
    whenRefused.accept(problem);
  }

  private void release() {
    if (!done) {
      share.close();
      end();
    }
  }

  private void end() {
    done = true;
    bytes = new byte[0];
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
  }
}
