package dev.skein.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Receives spans by OTLP/HTTP on the loopback interface, for tests of applications that run in
 * processes of their own, Skein's or not. Thread-safe.
 *
 * <p>Takes {@code POST /v1/traces} with {@code application/x-protobuf}, plain or gzip, of at most
 * 20 MiB before and after unpacking; anything else is answered with a status and a reason in plain
 * text.
 *
 * <pre>{@code
 * try (OtlpReceiver receiver = OtlpReceiver.start()) {
 *   // start the application with OTEL_EXPORTER_OTLP_ENDPOINT=receiver.endpoint()
 *   Trace trace = receiver.awaitTrace(traceId, 4);
 * }
 * }</pre>
 */
public final class OtlpReceiver extends TraceStore implements AutoCloseable {
  private static final String PATH = "/v1/traces";
  private static final int MAX_BODY_BYTES = 20 * 1024 * 1024;
  private static final int BACKLOG = 128;

  private final HttpServer server;
  private final ExecutorService executor;

  private OtlpReceiver(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /** Starts a receiver on a free port. */
  public static OtlpReceiver start() {
    return start(0);
  }

  /**
   * Starts a receiver.
   *
   * @param port zero for a free one
   * @throws IllegalStateException when the port cannot be bound
   */
  public static OtlpReceiver start(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server;
    try {
      server = HttpServer.create(address, BACKLOG);
    } catch (IOException e) {
      throw new IllegalStateException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
    AtomicInteger count = new AtomicInteger();
    ExecutorService executor =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "otlp-receiver-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    OtlpReceiver receiver = new OtlpReceiver(server, executor);
    server.setExecutor(executor);
    server.createContext("/", receiver::handle);
    server.start();
    return receiver;
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * What to set as {@code OTEL_EXPORTER_OTLP_ENDPOINT}, for example {@code http://127.0.0.1:43180}.
   */
  public URI endpoint() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    String literal = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return URI.create("http://" + literal + ":" + address.getPort());
  }

  /** Stops listening. What has arrived stays. */
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Refusal refusal = receive(exchange);
      if (refusal == null) {
        // An empty ExportTraceServiceResponse: everything was taken.
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
      } else {
        byte[] reason = (refusal.reason() + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(refusal.status(), reason.length);
        exchange.getResponseBody().write(reason);
      }
    }
  }

  private @Nullable Refusal receive(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      return new Refusal(404, "nothing here but " + PATH);
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      return new Refusal(405, "expected POST");
    }
    String type = header(exchange, "Content-Type");
    int parameters = type.indexOf(';');
    String mediaType = (parameters < 0 ? type : type.substring(0, parameters)).strip();
    if (!mediaType.equals("application/x-protobuf")) {
      return new Refusal(415, "expected application/x-protobuf, got '" + mediaType + "'");
    }
    String encoding = header(exchange, "Content-Encoding");
    boolean gzip = encoding.equals("gzip");
    if (!gzip && !encoding.isEmpty() && !encoding.equals("identity")) {
      return new Refusal(415, "expected no encoding or gzip, got '" + encoding + "'");
    }
    return read(exchange.getRequestBody(), gzip);
  }

  private @Nullable Refusal read(InputStream in, boolean gzip) throws IOException {
    LimitedInputStream sent = new LimitedInputStream(in, MAX_BODY_BYTES);
    byte[] body;
    try {
      LimitedInputStream unpacked =
          gzip ? new LimitedInputStream(new GZIPInputStream(sent), MAX_BODY_BYTES) : sent;
      body = unpacked.readAllBytes();
    } catch (BodyTooLargeException e) {
      return new Refusal(413, e.getMessage());
    } catch (IOException e) {
      return new Refusal(400, (gzip ? "not gzip: " : "cannot read the body: ") + e.getMessage());
    }
    try {
      add(OtlpReader.read(body));
      return null;
    } catch (MalformedOtlpException e) {
      return new Refusal(400, "not an ExportTraceServiceRequest: " + e.getMessage());
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
  }

  private record Refusal(int status, String reason) {}

  /** Ends with an exception instead of a byte too many, so that a small body cannot grow large. */
  private static final class LimitedInputStream extends InputStream {
    private final InputStream in;
    private final int limit;
    private int left;

    LimitedInputStream(InputStream in, int limit) {
      this.in = in;
      this.limit = limit;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      if (value >= 0) {
        count(1);
      }
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        count(count);
      }
      return count;
    }

    private void count(int count) throws BodyTooLargeException {
      left -= count;
      if (left < 0) {
        throw new BodyTooLargeException("the body has more than " + limit + " bytes");
      }
    }
  }

  private static final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyTooLargeException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
