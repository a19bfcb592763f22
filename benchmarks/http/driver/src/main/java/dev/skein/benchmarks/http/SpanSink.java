package dev.skein.benchmarks.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * Counts the spans of OTLP/HTTP protobuf requests; the first segment of the path says whose they
 * are. Runs in the driver's process, so that it takes nothing of what is measured.
 */
final class SpanSink implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(SpanSink::daemon);
  private final Map<String, AtomicLong> spans = new ConcurrentHashMap<>();

  private SpanSink(HttpServer server) {
    this.server = server;
  }

  static SpanSink start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SpanSink sink = new SpanSink(server);
    server.createContext("/", sink::receive);
    server.setExecutor(sink.threads);
    server.start();
    return sink;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sink");
    thread.setDaemon(true);
    return thread;
  }

  /** The base URL for one sender. */
  String endpoint(String sender) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + sender;
  }

  /** The spans that one sender has delivered so far. */
  long spans(String sender) {
    return counter(sender).get();
  }

  private AtomicLong counter(String sender) {
    return spans.computeIfAbsent(sender, name -> new AtomicLong());
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body;
      try (InputStream in = exchange.getRequestBody()) {
        body =
            "gzip".equals(exchange.getRequestHeaders().getFirst("content-encoding"))
                ? new GZIPInputStream(in).readAllBytes()
                : in.readAllBytes();
      }
      String path = exchange.getRequestURI().getPath();
      if (path.endsWith("/v1/traces")) {
        counter(path.substring(1, path.length() - "/v1/traces".length()))
            .addAndGet(OtlpSpans.count(body));
      }
      exchange.getResponseHeaders().set("content-type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
