package dev.skein.viewer.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What is sent on it is what is written here. Reading waits for five minutes at most. */
final class RawConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 300_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  RawConnection(int port) throws IOException {
    this(port, 0);
  }

  /** With a receive buffer of a size, or the system's for 0. */
  RawConnection(int port, int receiveBuffer) throws IOException {
    this(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port, receiveBuffer);
  }

  RawConnection(InetAddress address, int port, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress(address, port));
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 4_096);
  }

  RawConnection send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Everything until the server closes. */
  String readAll() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Everything up to and with a text. */
  String readUntil(String text) throws IOException {
    byte[] end = text.getBytes(StandardCharsets.UTF_8);
    ReadBytes read = new ReadBytes();
    while (!read.endsWith(end)) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("closed after: " + read);
      }
      read.write(b);
    }
    return read.toString();
  }

  /** Knows its end without a copy of all. */
  private static final class ReadBytes extends ByteArrayOutputStream {
    boolean endsWith(byte[] end) {
      return count >= end.length
          && Arrays.equals(buf, count - end.length, count, end, 0, end.length);
    }

    @Override
    public String toString() {
      return toString(StandardCharsets.UTF_8);
    }
  }

  /** Says that nothing more will be sent. */
  void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  /** Whether the server closes without a word. */
  boolean isClosedByServer() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
