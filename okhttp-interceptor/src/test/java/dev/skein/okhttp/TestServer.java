package dev.skein.okhttp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that keeps the headers it was sent. */
final class TestServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool(TestServer::daemon);
  private final List<Headers> received = new CopyOnWriteArrayList<>();

  private TestServer(HttpServer server) {
    this.server = server;
    server.setExecutor(executor);
  }

  static TestServer start() {
    try {
      TestServer server =
          new TestServer(
              HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 512));
      server.on("/", exchange -> answer(exchange, 200, "ok"));
      server.server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Handles a path and what is below it. */
  TestServer on(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          received.add(exchange.getRequestHeaders());
          try (exchange) {
            handler.handle(exchange);
          }
        });
    return this;
  }

  static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static void redirect(HttpExchange exchange, int status, String location) throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    exchange.sendResponseHeaders(status, -1);
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** The headers of every request so far. */
  List<Headers> received() {
    return received;
  }

  /** The lines of a header in every request so far. */
  List<List<String>> received(String header) {
    return received.stream().map(headers -> headers.getOrDefault(header, List.of())).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdown();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  /** A port of 127.0.0.1 that refuses connections. */
  static int refusingPort() {
    TestServer server = start();
    server.close();
    return server.port();
  }
}
