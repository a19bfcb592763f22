package dev.skein.viewer.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** What is sent on it is what is written here. Reading waits for half a minute at most. */
final class RawConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket = new Socket();

  RawConnection(int port) throws IOException {
    this(port, 0);
  }

  /** With a receive buffer of a size, or the system's for 0. */
  RawConnection(int port, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  RawConnection send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  InputStream in() throws IOException {
    return socket.getInputStream();
  }

  /** Everything until the server closes. */
  String readAll() throws IOException {
    return new String(in().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Everything up to and with a text. */
  String readUntil(String text) throws IOException {
    byte[] end = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    InputStream in = in();
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("closed after: " + read.toString(StandardCharsets.UTF_8));
      }
      read.write(b);
      if (b == end[end.length - 1]) {
        String all = read.toString(StandardCharsets.UTF_8);
        if (all.endsWith(text)) {
          return all;
        }
      }
    }
  }

  /** Says that nothing more will be sent. */
  void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  /** Whether the server closes without a word. */
  boolean isClosedByServer() throws IOException {
    try {
      return in().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
