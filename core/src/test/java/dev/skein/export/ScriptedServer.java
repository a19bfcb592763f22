package dev.skein.export;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;

/** A server on loopback whose connections each follow a script: the first the first, and so on. */
final class ScriptedServer implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  /** What happens to one connection. */
  interface Script {
    void serve(Peer peer) throws Exception;
  }

  /** What the server sees of one connection. */
  final class Peer {
    final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private Peer(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new DataInputStream(socket.getInputStream());
      this.out = socket.getOutputStream();
    }

    /** Reads the head of a request. */
    String head() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      heads.add(head.toString());
      return head.toString();
    }

    /** Reads a request with its body. */
    byte[] request() throws IOException {
      String head = head();
      int at = head.indexOf("Content-Length: ") + 16;
      byte[] body = new byte[Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)))];
      in.readFully(body);
      bodies.add(body);
      return body;
    }

    void say(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Answers every request there is. */
    void serve() throws IOException {
      while (true) {
        request();
        say(OK);
      }
    }

    /** Waits for the socket's timeout; whether the client said nothing and did not close. */
    boolean silent() throws IOException {
      try {
        return in.read() == Integer.MIN_VALUE;
      } catch (SocketTimeoutException e) {
        return true;
      }
    }

    /** Waits until the client closes the connection. */
    void awaitEnd() throws IOException {
      while (in.read() >= 0) {
        // Not of interest.
      }
    }
  }

  final List<String> heads = new CopyOnWriteArrayList<>();
  final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  final List<Socket> connections = new CopyOnWriteArrayList<>();
  final List<Throwable> failures = new CopyOnWriteArrayList<>();

  /** Counted down when a script has come to its end, in whatever way. */
  final CountDownLatch firstEnded = new CountDownLatch(1);

  private final ServerSocket server;
  private final List<Script> scripts;

  ScriptedServer(Script... scripts) throws IOException {
    this(ServerSocketFactory.getDefault(), InetAddress.getLoopbackAddress(), scripts);
  }

  ScriptedServer(ServerSocketFactory factory, InetAddress address, Script... scripts)
      throws IOException {
    this.scripts = List.of(scripts);
    this.server = factory.createServerSocket(0, 50, address);
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  URI uri() {
    return URI.create("http://localhost:" + port() + "/v1/traces");
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.add(socket);
        int number = Math.min(connections.size(), scripts.size()) - 1;
        start(() -> serve(socket, scripts.get(number)));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket, Script script) {
    try (socket) {
      script.serve(new Peer(socket));
    } catch (Throwable e) {
      failures.add(e);
    } finally {
      firstEnded.countDown();
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
