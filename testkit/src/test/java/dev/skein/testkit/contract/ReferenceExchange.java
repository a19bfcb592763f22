package dev.skein.testkit.contract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request on a connection of the {@link ReferenceServer}, and its response. */
final class ReferenceExchange implements ContractExchange {
  private final Socket socket;
  private final InputStream in;
  private final ReferenceRequest request;
  private final ReferenceTracing tracing;
  private @Nullable InputStream body;
  private long left;
  private boolean chunked;
  private boolean upgraded;
  private volatile boolean started;
  private volatile boolean complete;
  private volatile boolean gone;

  ReferenceExchange(
      Socket socket, InputStream in, ReferenceRequest request, ReferenceTracing tracing) {
    this.socket = socket;
    this.in = in;
    this.request = request;
    this.tracing = tracing;
  }

  @Override
  public String method() {
    return request.method() == null ? "" : request.method();
  }

  @Override
  public String path() {
    return request.path();
  }

  @Override
  public boolean isStarted() {
    return started;
  }

  boolean isGone() {
    return gone;
  }

  boolean isUpgraded() {
    return upgraded;
  }

  /** The client has closed its side. */
  void clientLeft() {
    if (!complete) {
      gone = true;
      tracing.gone();
      tracing.done();
    }
  }

  @Override
  public @Nullable String header(String name) {
    return request.first(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public InputStream body() throws IOException {
    if (body == null) {
      if (header("expect") != null) {
        send("HTTP/1.1 100 Continue\r\n\r\n");
      }
      body = tracing.body(new ByteArrayInputStream(readBody()));
    }
    return body;
  }

  private byte[] readBody() throws IOException {
    if ("chunked".equals(header("transfer-encoding"))) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      int length;
      do {
        length = Integer.parseInt(ReferenceServer.line(in), 16);
        all.writeBytes(readExactly(length));
        ReferenceServer.line(in);
      } while (length > 0);
      return all.toByteArray();
    }
    String length = header("content-length");
    return readExactly(length == null ? 0 : Integer.parseInt(length));
  }

  private byte[] readExactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the request ends before its body does");
    }
    return bytes;
  }

  @Override
  public void earlyHints() throws IOException {
    tracing.informed(103);
    send("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n");
  }

  @Override
  public void start(int status, Map<String, String> headers, long length) throws IOException {
    tracing.responded(status);
    started = true;
    chunked = length < 0;
    upgraded = status == 101;
    left = length;
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Any\r\nDate: now\r\n");
    tracing.headers(headers).forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (upgraded) {
      head.append("Connection: Upgrade\r\n");
    } else {
      head.append(
          chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + length + "\r\n");
      head.append(request.isLast() ? "Connection: close\r\n" : "");
    }
    complete = left == 0;
    send(head.append("\r\n").toString());
    tracing.headSent();
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    byte[] part = tracing.part(bytes);
    left -= part.length;
    complete = left == 0;
    if (chunked) {
      String text = new String(part, StandardCharsets.ISO_8859_1);
      send(Integer.toHexString(part.length) + "\r\n" + text + "\r\n");
    } else {
      send(part);
    }
  }

  /** The handler is through. */
  void finish() throws IOException {
    if (chunked) {
      complete = true;
      send("0\r\n\r\n");
    }
  }

  @Override
  public void drop() throws IOException {
    // with a reset, as far as the platform can
    socket.setSoLinger(true, 0);
    throw new IOException("dropped");
  }

  private void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void send(byte[] bytes) throws IOException {
    if (gone) {
      throw new IOException("the client has left");
    }
    socket.getOutputStream().write(bytes);
  }
}
