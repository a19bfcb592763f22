package dev.skein.testkit.contract;

import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.http.HttpServerTracer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A server of HTTP/1.1 on bare sockets that does everything the contract asks for, except for
 * HTTP/2: one that can be read in a minute, and be broken in any way.
 */
final class ReferenceServer implements ContractSubject {
  private static final int MAX_LINE = 16 << 10;
  private static final int MAX_TARGET = 4 << 10;
  private static final int BACKLOG = 128;

  private final ServerSocket server;
  private final Skein skein;
  private final HttpServerTracer tracer;
  private final ReferenceTracing.Factory adapter;
  private final ContractRoutes routes;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private ReferenceServer(ServerSocket server, Skein skein, ReferenceTracing.Factory adapter) {
    this.server = server;
    this.skein = skein;
    this.tracer = HttpServerTracer.create(skein);
    this.adapter = adapter;
    this.routes = ContractRoutes.of(skein);
  }

  static ReferenceServer start(Skein skein, ReferenceTracing.Factory adapter) throws IOException {
    ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    ReferenceServer server = new ReferenceServer(socket, skein, adapter);
    server.threads.execute(server::accept);
    return server;
  }

  @Override
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdown();
    if (!threads.awaitTermination(5, TimeUnit.MINUTES)) {
      throw new AssertionError("requests are still being served");
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        threads.execute(() -> serveAll(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serveAll(Socket socket) {
    sockets.add(socket);
    Current current = new Current();
    try (socket) {
      InputStream in = ReadAhead.of(socket.getInputStream(), current::clientLeft);
      boolean more = true;
      while (more) {
        more = serve(socket, in, current);
      }
    } catch (IOException e) {
      // the connection is gone, and with it who could be told
    } finally {
      sockets.remove(socket);
    }
  }

  /** What is being served on a connection. */
  private static final class Current {
    private ReferenceExchange exchange;
    private boolean left;

    synchronized void set(ReferenceExchange next) {
      exchange = next;
      if (left) {
        next.clientLeft();
      }
    }

    synchronized void clientLeft() {
      left = true;
      if (exchange != null) {
        exchange.clientLeft();
      }
    }
  }

  /** Serves one request; whether there may be another one. */
  private boolean serve(Socket socket, InputStream in, Current current) throws IOException {
    String start = line(in);
    if (start.isEmpty()) {
      return false;
    }
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    boolean tooLong = false;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (line.length() < MAX_LINE) {
        lines.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
      } else {
        tooLong = true;
      }
    }
    String[] parts = start.split(" ", 3);
    boolean readable = parts[1].length() < MAX_TARGET;
    ReferenceRequest request =
        readable
            ? new ReferenceRequest(parts[0], parts[1], parts[2], lines, socket.getPort())
            : ReferenceRequest.unreadable(socket.getPort());
    ReferenceTracing tracing = adapter.start(skein, tracer, request);
    ReferenceExchange exchange = new ReferenceExchange(socket, in, request, tracing);
    try (Scope scope = tracing.attach()) {
      if (!readable || tooLong || request.isBad()) {
        exchange.start(!readable ? 414 : tooLong ? 431 : 400, Map.of(), 0);
      } else {
        dispatch(request.method(), request.path(), exchange, tracing, in, current);
        exchange.finish();
      }
    } catch (IOException e) {
      tracing.gone();
      return false;
    } catch (Throwable e) {
      return fail(e, exchange, tracing) && !request.isLast();
    } finally {
      if (!exchange.isGone()) {
        tracing.done();
      }
    }
    return readable && !request.isLast() && !exchange.isUpgraded();
  }

  private void dispatch(
      String method,
      String path,
      ReferenceExchange exchange,
      ReferenceTracing tracing,
      InputStream in,
      Current current)
      throws IOException {
    ContractRoutes.beforeRouting(path);
    if (path.equals("/forwarded")) {
      tracing.route(path);
      tracing.forwarded();
      dispatch(method, "/items/7", exchange, tracing, in, current);
      return;
    }
    if (path.equals("/socket") && exchange.header("sec-websocket-key") != null) {
      tracing.route(path);
      exchange.start(101, Map.of("Upgrade", "websocket"), 0);
      echo(exchange, in);
      return;
    }
    Optional<ContractRoute> route = routes.find(method, path);
    if (route.isEmpty()) {
      tracing.noRoute();
      exchange.start(routes.statusWithoutRoute(path), Map.of(), 0);
    } else {
      tracing.route(route.get().template());
      current.set(exchange);
      route.get().serve(exchange, path);
    }
  }

  /** Sends one short text of a WebSocket back; its mask is zero. */
  private static void echo(ReferenceExchange exchange, InputStream in) throws IOException {
    byte[] head = in.readNBytes(2);
    int length = head[1] & 0x7f;
    in.readNBytes(4);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(head[0]);
    frame.write(length);
    frame.writeBytes(in.readNBytes(length));
    exchange.write(frame.toByteArray());
  }

  private static boolean fail(
      Throwable failure, ReferenceExchange exchange, ReferenceTracing tracing) throws IOException {
    tracing.failed(failure);
    if (exchange.isStarted()) {
      return false;
    }
    exchange.start(ContractRoutes.status(failure), Map.of(), 0);
    return true;
  }

  /** A line without its end, each byte a char. */
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
