package dev.skein.it.collector;

import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Takes the JSON that the Collector posts. */
final class JsonSink implements AutoCloseable {
  /** OTLP writes ids in hexadecimal, where protobuf's JSON has Base64. */
  private static final Pattern ID =
      Pattern.compile("\"(traceId|spanId|parentSpanId)\":\"([0-9a-f]*)\"");

  private final HttpServer server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  private JsonSink(HttpServer server) {
    this.server = server;
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  static JsonSink start() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    return new JsonSink(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
  }

  private void take(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] answer = "{\"partialSuccess\":{}}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What has come so far, as it was posted. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** What has come so far, understood by protobuf's own JSON parser. */
  List<ExportTraceServiceRequest> requests() throws IOException {
    List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    for (String body : bodies) {
      ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
      JsonFormat.parser().merge(withBase64Ids(body), request);
      requests.add(request.build());
    }
    return requests;
  }

  private static String withBase64Ids(String json) {
    return ID.matcher(json)
        .replaceAll(
            id -> {
              byte[] bytes = HexFormat.of().parseHex(id.group(2));
              String base64 = Base64.getEncoder().encodeToString(bytes);
              return "\"" + id.group(1) + "\":\"" + base64 + "\"";
            });
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
