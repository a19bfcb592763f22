package dev.skein.testkit.contract;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server on sockets, so that it can answer what no server would, and sees what was really sent.
 * Each case has one of its own: connections that a client keeps are not carried over to the next.
 */
final class Target implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final ServerSocket listener;
  private final TargetScript script;
  private final BooleanSupplier spanArrives;
  private final List<Socket> connections = new ArrayList<>();
  private final List<TargetRequest> received = new ArrayList<>();
  private final Map<String, Object> notes = new TreeMap<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private boolean closed;

  private Target(ServerSocket listener, TargetScript script, BooleanSupplier spanArrives) {
    this.listener = listener;
    this.script = script;
    this.spanArrives = spanArrives;
  }

  /**
   * Starts a server on a free port.
   *
   * @param tls null for plain text
   * @param spanArrives waits for the span of the call, and says whether it has come
   */
  static Target start(TargetScript script, @Nullable SSLContext tls, BooleanSupplier spanArrives)
      throws IOException {
    ServerSocket listener =
        tls == null
            ? new ServerSocket(0, BACKLOG, loopback())
            : tls.getServerSocketFactory().createServerSocket(0, BACKLOG, loopback());
    Target target = new Target(listener, script, spanArrives);
    start("contract-target", target::accept);
    return target;
  }

  /** A server that answers when another one has got a request. */
  static Target signal(Target of) throws IOException {
    return start(
        exchange -> {
          of.awaitRequest();
          exchange.respond(204, "");
        },
        null,
        () -> false);
  }

  /** A port that refuses connections, and is nobody else's, until it is closed. */
  static Socket refusingPort() throws IOException {
    Socket taken = new Socket();
    taken.bind(new InetSocketAddress(loopback(), 0));
    return taken;
  }

  /** 127.0.0.1 by number: the address that is in the URLs. */
  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  int port() {
    return listener.getLocalPort();
  }

  /** All requests so far. */
  synchronized List<TargetRequest> received() {
    return List.copyOf(received);
  }

  /** What the script noted down. */
  synchronized Map<String, Object> notes() {
    return new TreeMap<>(notes);
  }

  synchronized void note(String field, Object value) {
    notes.put(field, value);
  }

  /** Waits for the span of the call under way. */
  boolean spanArrives() {
    return spanArrives.getAsBoolean();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        int number = add(socket);
        if (number >= 0) {
          start("contract-target-" + number, () -> serve(socket, number));
        }
      }
    } catch (IOException e) {
      // closed: the run is over
    }
  }

  /** The number of a connection; negative when there are to be no more. */
  private synchronized int add(Socket socket) throws IOException {
    if (closed) {
      socket.close();
      return -1;
    }
    connections.add(socket);
    return connections.size() - 1;
  }

  private void serve(Socket socket, int connection) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      TargetExchange exchange;
      do {
        TargetRequest request = TargetRequest.read(in, connection);
        if (request == null) {
          return;
        }
        exchange = new TargetExchange(this, request, add(request), socket, in);
        script.answer(exchange);
      } while (exchange.connectionIsKept());
    } catch (IOException e) {
      // the client has left, as in some cases it is to
    }
  }

  private synchronized int add(TargetRequest request) {
    received.add(request);
    asked.countDown();
    return received.size() - 1;
  }

  /** Waits for the first request. */
  private void awaitRequest() throws IOException {
    try {
      asked.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      closeConnections();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void closeConnections() throws IOException {
    closed = true;
    asked.countDown();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
