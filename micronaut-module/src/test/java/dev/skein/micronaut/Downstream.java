package dev.skein.micronaut;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A service without tracing that others call: it answers as the path says, and keeps the headers.
 */
final class Downstream implements AutoCloseable {
  /**
   * As many may knock at once: one that finds no place knocks again only after a second or more.
   */
  private static final int BACKLOG = 1_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Map<String, List<String>>> received = new LinkedBlockingQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  private Downstream(HttpServer server) {
    this.server = server;
  }

  static Downstream start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    Downstream downstream = new Downstream(server);
    server.setExecutor(downstream.threads);
    server.createContext("/status/", downstream::status);
    server.createContext("/redirect/", downstream::redirect);
    server.createContext("/items/", exchange -> downstream.answer(exchange, 200, "item"));
    server.createContext("/silent", downstream::silent);
    server.createContext("/half", downstream::half);
    server.start();
    return downstream;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://localhost:" + port();
  }

  /** The headers of the next request, names in lower case. */
  Map<String, List<String>> headers() throws InterruptedException {
    Map<String, List<String>> headers = received.poll(App.LONG.toSeconds(), TimeUnit.SECONDS);
    if (headers == null) {
      throw new AssertionError("no request came");
    }
    return headers;
  }

  void forget() {
    received.clear();
  }

  private void status(HttpExchange exchange) throws IOException {
    answer(exchange, Integer.parseInt(lastSegment(exchange)), "status");
  }

  /** To itself, one less each time, and then to an item. */
  private void redirect(HttpExchange exchange) throws IOException {
    int left = Integer.parseInt(lastSegment(exchange));
    exchange
        .getResponseHeaders()
        .set("location", left > 1 ? "/redirect/" + (left - 1) : "/items/redirected");
    answer(exchange, 302, "");
  }

  /** Never answers. */
  private void silent(HttpExchange exchange) {
    keep(exchange);
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends a part of the body, and nothing more. */
  private void half(HttpExchange exchange) throws IOException {
    keep(exchange);
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().write("half".getBytes(StandardCharsets.US_ASCII));
    exchange.getResponseBody().flush();
    silent(exchange);
  }

  private void answer(HttpExchange exchange, int status, String text) throws IOException {
    keep(exchange);
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("content-type", "text/plain");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private void keep(HttpExchange exchange) {
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    received.add(headers);
  }

  private static String lastSegment(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
