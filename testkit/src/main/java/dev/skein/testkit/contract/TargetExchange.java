package dev.skein.testkit.contract;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One request to a target and what becomes of it. For the thread of its connection. */
final class TargetExchange {
  static final String BODY = "ok";

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final Target target;
  private final TargetRequest request;
  private final int number;
  private final Socket socket;
  private final InputStream in;
  private boolean kept = true;

  TargetExchange(Target target, TargetRequest request, int number, Socket socket, InputStream in) {
    this.target = target;
    this.request = request;
    this.number = number;
    this.socket = socket;
    this.in = in;
  }

  TargetRequest request() {
    return request;
  }

  /** How many requests the target had before, on whatever connection. */
  int number() {
    return number;
  }

  /** The port that the target listens on. */
  int port() {
    return socket.getLocalPort();
  }

  boolean connectionIsKept() {
    return kept;
  }

  /** Answers with a head and, where there can be one, a body. */
  void respond(int status, String body, String... headers) throws IOException {
    boolean noBody = status == NO_CONTENT || status == NOT_MODIFIED;
    StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " Reason\r\n");
    for (String header : headers) {
      answer.append(header).append("\r\n");
    }
    if (!noBody) {
      answer.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    answer.append("\r\n");
    if (!noBody && !request.method().equals("HEAD")) {
      answer.append(body);
    }
    send(answer.toString());
  }

  /** Sends text as it is. */
  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Waits before it goes on, as a server does that has much to do. */
  void pause(long millis) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Waits for the span of the call, and notes down whether it came. */
  void awaitSpan() {
    target.note(ClientFields.ENDED, target.spanArrives() ? "at the headers" : "later");
  }

  /** Says nothing any more, until the client leaves or the run is over. */
  void hold() throws IOException {
    kept = false;
    in.transferTo(java.io.OutputStream.nullOutputStream());
  }

  /** Ends the connection in an orderly way. */
  void close() throws IOException {
    kept = false;
    socket.close();
  }

  /** Ends the connection by a reset. */
  void reset() throws IOException {
    kept = false;
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
