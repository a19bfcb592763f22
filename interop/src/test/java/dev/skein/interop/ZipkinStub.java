package dev.skein.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import zipkin2.Span;
import zipkin2.codec.SpanBytesDecoder;

/** A server that takes what Zipkin takes, and answers what a test wants. */
final class ZipkinStub implements AutoCloseable {
  /** One answer. */
  record Answer(int status, String header, String value, String body) {
    static Answer of(int status) {
      return new Answer(status, "X-Nothing", "nothing", "");
    }
  }

  private final HttpServer server;
  private final String scheme;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<HttpExchange> requests = new ArrayList<>();
  private final List<byte[]> bodies = new ArrayList<>();

  ZipkinStub() throws IOException {
    this(HttpServer.create(), "http");
  }

  /** One that speaks TLS. */
  static ZipkinStub https(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new ZipkinStub(server, "https");
  }

  private ZipkinStub(HttpServer server, String scheme) throws IOException {
    this.server = server;
    this.scheme = scheme;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = read(exchange);
    synchronized (this) {
      requests.add(exchange);
      bodies.add(body);
    }
    Answer answer = answers.isEmpty() ? Answer.of(202) : answers.remove();
    exchange.getResponseHeaders().set(answer.header, answer.value);
    byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static byte[] read(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream in = exchange.getRequestBody();
    return gzip ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
  }

  /** What the next requests are answered; 202 after that. */
  ZipkinStub answering(Answer... next) {
    answers.addAll(List.of(next));
    return this;
  }

  URI endpoint() {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + "/api/v2/spans");
  }

  synchronized List<HttpExchange> requests() {
    return List.copyOf(requests);
  }

  /** How many bytes each request had, uncompressed. */
  synchronized List<Integer> sizes() {
    return bodies.stream().map(body -> body.length).toList();
  }

  synchronized List<Span> spans() {
    return bodies.stream()
        .flatMap(body -> SpanBytesDecoder.JSON_V2.decodeList(body).stream())
        .toList();
  }

  /** The spans of one request, whatever it was answered. */
  synchronized List<Span> spans(int request) {
    return SpanBytesDecoder.JSON_V2.decodeList(bodies.get(request));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
