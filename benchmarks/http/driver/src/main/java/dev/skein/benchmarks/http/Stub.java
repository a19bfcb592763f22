package dev.skein.benchmarks.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What the applications' second route calls: answers every GET with the same text, at once. */
final class Stub implements AutoCloseable {
  private static final byte[] RESPONSE =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\n7 items"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket socket;

  private Stub(ServerSocket socket) {
    this.socket = socket;
  }

  static Stub start() throws IOException {
    Stub stub = new Stub(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()));
    startThread(stub::accept);
    return stub;
  }

  int port() {
    return socket.getLocalPort();
  }

  private static void startThread(Runnable task) {
    Thread thread = new Thread(task, "stub");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connection.setTcpNoDelay(true);
        startThread(() -> serve(connection));
      } catch (IOException e) {
        // closed, or a connection that did not come to be
      }
    }
  }

  private static void serve(Socket connection) {
    try (connection;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = connection.getOutputStream()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          out.write(RESPONSE);
        }
      }
    } catch (IOException e) {
      // the application closed its connection
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
