package dev.skein.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** An OTLP/HTTP endpoint on a free port. It answers 200 unless told otherwise. */
final class Collector implements AutoCloseable {
  /** What to answer to one request. */
  record Reply(int status, Map<String, String> headers, byte[] body) {
    static Reply of(int status) {
      return new Reply(status, Map.of(), new byte[0]);
    }

    static Reply of(int status, String contentType, byte[] body) {
      return new Reply(status, Map.of("Content-Type", contentType), body);
    }

    Reply with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Reply(status, more, body);
    }
  }

  /** A request as it came in. */
  record Received(
      String method,
      String path,
      Map<String, List<String>> headers,
      int clientPort,
      int bytes,
      List<Long> spans) {
    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Reply otherwise = Reply.of(200);

  Collector() throws IOException {
    this(0);
  }

  Collector(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  Collector reply(Reply... replies) {
    script.addAll(List.of(replies));
    return this;
  }

  void replyOtherwise(Reply reply) {
    otherwise = reply;
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI uri() {
    return URI.create("http://localhost:" + port() + "/v1/traces");
  }

  List<Received> received() {
    return received;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] raw = exchange.getRequestBody().readAllBytes();
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    received.add(
        new Received(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            exchange.getRemoteAddress().getPort(),
            raw.length,
            spans(
                zipped ? new GZIPInputStream(new ByteArrayInputStream(raw)).readAllBytes() : raw)));
    Reply reply = script.poll();
    if (reply == null) {
      reply = otherwise;
    }
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    int length = reply.body().length;
    exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
    if (length > 0) {
      exchange.getResponseBody().write(reply.body());
    }
    exchange.close();
  }

  private static List<Long> spans(byte[] request) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (InputStream in = new ByteArrayInputStream(request)) {
      ExportTraceServiceRequest.parseFrom(in)
          .getResourceSpansList()
          .forEach(
              resource ->
                  resource
                      .getScopeSpansList()
                      .forEach(
                          scope ->
                              scope
                                  .getSpansList()
                                  .forEach(
                                      span ->
                                          numbers.add(
                                              span.getSpanId().asReadOnlyByteBuffer().getLong()))));
    }
    return numbers;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
