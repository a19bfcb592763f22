package dev.skein.it.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;

/** Stands between exporter and Collector and passes on the first half of each body only. */
final class TornWire implements AutoCloseable {
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI target;

  private TornWire(HttpServer server, URI target) {
    this.server = server;
    this.target = target;
    server.createContext("/", this::pass);
    server.start();
  }

  static TornWire to(URI target) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    return new TornWire(HttpServer.create(new InetSocketAddress(loopback, 0), 0), target);
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .POST(BodyPublishers.ofByteArray(Arrays.copyOf(body, body.length / 2)));
    for (String name : new String[] {"Content-Type", "Content-Encoding"}) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
