package dev.skein.it.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request, byte for byte, and what is expected of it, whichever server gets it: the answer and
 * the fields of its span.
 *
 * <p>A request starts as {@code GET} of a path from a caller that is traced, on a connection of its
 * own, and its span with all that follows from that. The methods say what is different, in the
 * request or in the span; they return this.
 */
final class ParityRequest {
  /** When the client has had enough. */
  enum Patience {
    /** Reads until the server closes the connection. */
    TO_THE_END,
    /** Leaves when the head of the response has come. */
    TO_THE_HEAD,
    /** Leaves when the first part of the body has come. */
    TO_THE_FIRST_CHUNK,
    /** Leaves as soon as the request is sent. */
    NONE
  }

  static final String PARENT_ID = "00f067aa0ba902b7";

  private final String name;
  private final String traceId;
  private final String method;
  private final String target;
  private final List<String> headers = new ArrayList<>();
  private final Map<String, Object> expected = new TreeMap<>();
  private String version = "HTTP/1.1";
  private String body = "";
  private Patience patience = Patience.TO_THE_END;
  private long leastMillis;

  private ParityRequest(String name, String method, String target) {
    this.name = name;
    this.traceId = traceId(name);
    this.method = method;
    this.target = target;
    headers.add("Host: shop.example:8080");
    headers.add("User-Agent: " + userAgent());
    headers.add("traceparent: 00-" + traceId + "-" + PARENT_ID + "-01");
    headers.add("Connection: close");
    int query = target.indexOf('?');
    with(SpanFields.SPANS, 1);
    with("kind", "SERVER").with("name", method);
    with("trace", SpanFields.CALLERS_TRACE).with("parent", PARENT_ID).with("flags", "0x301");
    with("tracestate", "").with("status", "UNSET").with("status message", "");
    with("events", List.of()).with("links", List.of()).with("dropped", 0);
    with("http.request.method", method);
    with("url.path", query < 0 ? target : target.substring(0, query)).with("url.scheme", "http");
    with("server.address", "shop.example").with("server.port", 8080L);
    with("client.address", "127.0.0.1").with("network.peer.address", "127.0.0.1");
    with("network.peer.port", SpanFields.CLIENT_PORT).with("network.protocol.version", "1.1");
    with("user_agent.original", userAgent());
    if (query >= 0) {
      with("url.query", target.substring(query + 1));
    }
  }

  static ParityRequest request(String name, String method, String target) {
    return new ParityRequest(name, method, target);
  }

  static ParityRequest get(String name, String target) {
    return request(name, "GET", target);
  }

  /** The trace of the caller that sends the request of a name. */
  static String traceId(String name) {
    return String.format("5ca1ab1e5ca1ab1e%016x", name.hashCode() & 0xffffffffL);
  }

  /** The request line says another version of HTTP. */
  ParityRequest version(String version) {
    this.version = version;
    return this;
  }

  /** A header is added. */
  ParityRequest header(String line) {
    headers.add(line);
    return this;
  }

  /** A header is not sent. */
  ParityRequest without(String header) {
    headers.removeIf(line -> line.startsWith(header + ":"));
    return this;
  }

  /** The host that is asked for is another one. */
  ParityRequest host(String host) {
    return without("Host").header("Host: " + host);
  }

  /** The header that names the caller's span is another one, or several, or none. */
  ParityRequest traceParents(String... values) {
    without("traceparent");
    for (String value : values) {
      header("traceparent: " + value);
    }
    return this;
  }

  /** There is a body. */
  ParityRequest body(String type, String body) {
    this.body = body;
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return header("Content-Type: " + type).header("Content-Length: " + length);
  }

  /** There is a body that the headers say nothing about. */
  ParityRequest rawBody(String body) {
    this.body = body;
    return this;
  }

  /** There will be more requests on the same connection. */
  ParityRequest keepAlive() {
    return without("Connection");
  }

  ParityRequest patience(Patience patience) {
    this.patience = patience;
    return this;
  }

  /** The response has this status. */
  ParityRequest answer(int status) {
    return with(SpanFields.ANSWER, status).with("http.response.status_code", (long) status);
  }

  /** The client leaves without having seen an answer. */
  ParityRequest noAnswer() {
    return patience(Patience.NONE).with(SpanFields.ANSWER, 0);
  }

  /** The request is served by a route, which names the span. */
  ParityRequest route(String template) {
    return with("http.route", template).with("name", method + " " + template);
  }

  /** A field of the span is this. */
  ParityRequest with(String field, Object value) {
    expected.put(field, value);
    return this;
  }

  /** The span does not have these fields. */
  ParityRequest lacks(String... fields) {
    for (String field : fields) {
      expected.remove(field);
    }
    return this;
  }

  /** The method is none that is known. */
  ParityRequest otherMethod() {
    return with("name", "HTTP")
        .with("http.request.method", "_OTHER")
        .with("http.request.method_original", method);
  }

  /** The span is the first of a new trace. */
  ParityRequest newTrace() {
    return with("trace", "a new one").with("parent", "").with("flags", "0x103");
  }

  /** The span is an error. */
  ParityRequest error(String type) {
    return with("status", "ERROR").with("error.type", type);
  }

  /** The span tells about an exception. */
  ParityRequest exception(String type, String message) {
    return with("events", List.of(SpanFields.exception(type, message)));
  }

  /** The span does not end before this time has passed. */
  ParityRequest lastsMillis(long least) {
    leastMillis = least;
    return this;
  }

  /** There is no span. */
  ParityRequest leavesNoSpan() {
    expected.keySet().removeIf(field -> !field.equals(SpanFields.ANSWER));
    return with(SpanFields.SPANS, 0);
  }

  String name() {
    return name;
  }

  /** Tells the spans of different requests apart. */
  String userAgent() {
    return "contract (" + name + ")";
  }

  Patience patience() {
    return patience;
  }

  long leastMillis() {
    return leastMillis;
  }

  /** What is expected, as {@link SpanFields} has it. */
  Map<String, Object> expected() {
    return new TreeMap<>(expected);
  }

  byte[] bytes() {
    String head = method + " " + target + " " + version + "\r\n" + String.join("\r\n", headers);
    return (head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name;
  }
}
