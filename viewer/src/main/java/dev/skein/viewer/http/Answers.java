package dev.skein.viewer.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Short answers, given at once on the event loop. */
final class Answers {
  static final String TEXT = "text/plain; charset=utf-8";

  private static final int DRAIN_MILLIS = 2_000;
  private static final int MAX_DRAINS = 15;

  private final Vertx vertx;

  Answers(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Answers with a body, which stays away if only the head was asked for. */
  void send(HttpServerRequest request, int status, String contentType, byte[] body) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(status).putHeader("Content-Type", contentType);
    if (status == 503) {
      response.putHeader("Retry-After", "1");
    }
    if (!response.headers().contains("Cache-Control")) {
      response.putHeader("Cache-Control", "no-store");
    }
    boolean unread = !request.isEnded() && hasBody(request);
    if (unread) {
      response.putHeader("Connection", "close");
    }
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", Integer.toString(body.length)).end();
    } else {
      response.end(Buffer.buffer(body));
    }
    if (unread) {
      drain(request);
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? request.getHeader("Transfer-Encoding") != null : !length.equals("0");
  }

  /**
   * Lets the client send what it is about to send, until nothing has come for a while, or it does
   * not come to an end: closed at once, the connection would be reset, and the answer lost before
   * it is read.
   */
  private void drain(HttpServerRequest request) {
    Drain drain = new Drain(request.connection());
    long timer = vertx.setPeriodic(DRAIN_MILLIS, drain::look);
    request.handler(chunk -> drain.heard = true);
    request.exceptionHandler(gone -> vertx.cancelTimer(timer));
    request.endHandler(
        end -> {
          vertx.cancelTimer(timer);
          request.connection().close();
        });
  }

  /** What came of a refused body since it was looked at last. */
  private final class Drain {
    private final HttpConnection connection;
    private boolean heard;
    private int looks;

    Drain(HttpConnection connection) {
      this.connection = connection;
    }

    void look(long timer) {
      looks++;
      if (!heard || looks == MAX_DRAINS) {
        vertx.cancelTimer(timer);
        connection.close();
      }
      heard = false;
    }
  }

  /** Answers with an error in JSON. */
  void error(HttpServerRequest request, HttpProblem problem) {
    send(request, problem.status(), Json.TYPE, Json.error(problem.text()).toBytes());
  }
}
