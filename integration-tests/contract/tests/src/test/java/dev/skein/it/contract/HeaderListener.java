package dev.skein.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A server that a service is asked to call; it keeps the headers of each call. */
final class HeaderListener implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Map<String, List<String>>> heard = new ConcurrentHashMap<>();
  private int number;

  private HeaderListener(HttpServer server) {
    this.server = server;
    server.createContext("/", this::hear);
    server.start();
  }

  static HeaderListener start() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    return new HeaderListener(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
  }

  private void hear(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    heard.put(
        exchange.getRequestURI().getPath(),
        exchange.getRequestHeaders().entrySet().stream()
            .collect(
                Collectors.toMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    header -> List.copyOf(header.getValue()),
                    (one, other) -> one,
                    TreeMap::new)));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Sends a request with these headers; returns those of the call that the service makes then. */
  Map<String, List<String>> callBack(ServiceClient service, Map<String, String> sent)
      throws IOException, InterruptedException {
    String path = "/calls/" + ++number;
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    Map<String, String> headers = new TreeMap<>(sent);
    headers.put("Content-Type", "application/json");
    String body = "[{\"url\": \"" + url + "\", \"arguments\": []}]";
    HttpResponse<String> response =
        service.send("POST", "/conformance", BodyPublishers.ofString(body), headers);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(heard).as("calls").containsKey(path);
    return heard.get(path);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
