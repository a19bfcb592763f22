package dev.skein.quarkus.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Requests as somebody outside sends them: without a trace, unless a header is given. */
final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(Version.HTTP_1_1).build();

  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 10_000;

  private Http() {}

  static HttpResponse<String> get(URI base, String path, String... headers) {
    return send("GET", base, path, "", headers);
  }

  static HttpResponse<String> send(
      String method, URI base, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(CLIENT, request.build());
  }

  /** A request that asks for HTTP/2. */
  static HttpResponse<String> http2(URI base, String path) {
    // on a connection of its own: one that is open already is not upgraded
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path)).version(Version.HTTP_2).build();
    return send(HttpClient.newHttpClient(), request);
  }

  /** As many requests at once, each by {@link #get}. */
  static List<HttpResponse<String>> getAll(URI base, List<String> paths) {
    List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
    for (String path : paths) {
      HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).build();
      responses.add(CLIENT.sendAsync(request, BodyHandlers.ofString()));
    }
    return responses.stream().map(CompletableFuture::join).toList();
  }

  /**
   * A port of this machine that nobody listens on, and that no system gives to those who ask for
   * any port: it is free a while later, too.
   */
  static int unusedPort() {
    for (int port = FIRST_PORT + new Random().nextInt(PORTS); ; port++) {
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // it is somebody's
      }
    }
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
