package dev.skein.it.reliability.secrets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An OTLP endpoint that keeps every byte of every body, and is away until it is opened. */
final class RecordingEndpoint implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ByteArrayOutputStream bodies = new ByteArrayOutputStream();
  private boolean open;

  RecordingEndpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Such as {@code localhost:4318}. */
  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized void open() {
    open = true;
  }

  synchronized byte[] bodies() {
    return bodies.toByteArray();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean taken;
    synchronized (this) {
      taken = open;
      bodies.writeBytes(body);
    }
    if (taken) {
      exchange.sendResponseHeaders(200, -1);
    } else {
      byte[] echo = echo(exchange);
      exchange.getResponseHeaders().set("Content-Type", "text/plain");
      exchange.sendResponseHeaders(503, echo.length);
      exchange.getResponseBody().write(echo);
    }
    exchange.close();
  }

  /** What careless endpoints answer: all that they were told, secrets included. */
  private static byte[] echo(HttpExchange exchange) {
    StringBuilder text = new StringBuilder("not now, ");
    text.append(exchange.getRequestURI().getQuery()).append(' ');
    for (List<String> values : exchange.getRequestHeaders().values()) {
      text.append(values).append(' ');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
