package dev.skein.it.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Asks a service to do something, in the course of a request of a given caller. Thread-safe. */
final class ServiceClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ServiceProcess service;

  ServiceClient(ServiceProcess service) {
    this.service = service;
  }

  /** Sends a request and returns the answer, whatever its status. */
  HttpResponse<String> send(
      String method, String path, BodyPublisher body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(TIMEOUT)
            .method(method, body);
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Stops the service. */
  @Override
  public void close() throws InterruptedException {
    service.close();
  }
}
