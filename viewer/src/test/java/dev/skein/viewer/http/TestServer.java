package dev.skein.viewer.http;

import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A server on a free port, and a client of it. */
final class TestServer implements AutoCloseable {
  static final String PROTOBUF = "application/x-protobuf";
  static final String JSON = "application/json";

  private static final int MIB = 1024 * 1024;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final TraceStore store;
  private final ViewerServer server;

  private TestServer(String host, TraceStore store, Limits limits) throws IOException {
    this.store = store;
    server =
        ViewerServer.start(
            new ServerSettings(host, 0, -1, Set.of("allowed.example"), limits, "1.2"), store);
  }

  static TestServer start() throws IOException {
    return start(Limits.of(16 * MIB, 64 * MIB));
  }

  static TestServer start(Limits limits) throws IOException {
    return start(TraceStores.inMemory(500_000, 256L * MIB), limits);
  }

  static TestServer start(TraceStore store, Limits limits) throws IOException {
    return new TestServer("localhost", store, limits);
  }

  static TestServer startAt(String host) throws IOException {
    return new TestServer(host, TraceStores.inMemory(1_000, 64L * MIB), Limits.of(MIB, MIB));
  }

  ViewerServer server() {
    return server;
  }

  TraceStore store() {
    return store;
  }

  int port() {
    return server.port();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** A connection of its own, for what no proper client sends. */
  RawConnection connect() throws IOException {
    return new RawConnection(port());
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  HttpResponse<byte[]> getBytes(String path, String... headers) {
    return sendForBytes(request(path, headers).GET().build());
  }

  HttpResponse<String> method(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()).build());
  }

  HttpResponse<String> post(String path, String contentType, String body) {
    return post(path, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> post(String path, String contentType, byte[] body, String... headers) {
    return send(posting(path, contentType, body, headers));
  }

  HttpResponse<byte[]> postForBytes(
      String path, String contentType, byte[] body, String... headers) {
    return sendForBytes(posting(path, contentType, body, headers));
  }

  /** Sends spans that have to be taken. */
  void add(TestSpans spans) {
    HttpResponse<String> response = post("/v1/traces", PROTOBUF, spans.toBytes());
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
  }

  private HttpRequest posting(String path, String contentType, byte[] body, String... headers) {
    HttpRequest.Builder request = request(path, headers);
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    return request.POST(BodyPublishers.ofByteArray(body)).build();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  static HttpResponse<String> send(HttpRequest request) {
    return exchange(request, BodyHandlers.ofString());
  }

  private static HttpResponse<byte[]> sendForBytes(HttpRequest request) {
    return exchange(request, BodyHandlers.ofByteArray());
  }

  static HttpClient client() {
    return CLIENT;
  }

  private static <T> HttpResponse<T> exchange(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return CLIENT.send(request, handler);
    } catch (IOException e) {
      throw new AssertionError(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
    store.close();
  }
}
