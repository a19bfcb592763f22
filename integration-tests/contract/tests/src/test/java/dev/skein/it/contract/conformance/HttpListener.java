package dev.skein.it.contract.conformance;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a free port that hands each request over as it was sent. Thread-safe. */
final class HttpListener implements AutoCloseable {
  private final ServerSocket socket;
  private final Handler handler;
  private final ExecutorService threads = Executors.newCachedThreadPool(HttpListener::daemon);

  /** Answers a request with the body of a 200. */
  interface Handler {
    String answer(HttpMessage request) throws IOException;
  }

  private HttpListener(ServerSocket socket, Handler handler) {
    this.socket = socket;
    this.handler = handler;
  }

  static HttpListener start(Handler handler) throws IOException {
    ServerSocket socket = new ServerSocket(0, 128, InetAddress.getByName("127.0.0.1"));
    HttpListener listener = new HttpListener(socket, handler);
    listener.threads.execute(listener::accept);
    return listener;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        threads.execute(() -> serve(connection));
      }
    } catch (SocketException e) {
      // closed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (HttpMessage request = HttpMessage.read(in);
          request != null;
          request = HttpMessage.read(in)) {
        byte[] body = handler.answer(request).getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
        connection.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().write(body);
      }
    } catch (SocketException e) {
      // the other side has had enough
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "conformance-listener");
    thread.setDaemon(true);
    return thread;
  }
}
