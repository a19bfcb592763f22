package dev.skein.testkit.contract;

import dev.skein.export.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A request, byte for byte, and what is expected of it, whichever server gets it: the answer and
 * the fields of its span. Not changed any more once all cases are made.
 *
 * <p>A request starts as {@code GET} of a path from a caller that is traced, on a connection of its
 * own, and its span with all that follows from that. The methods say what is different, in the
 * request or in the span; they return this.
 */
final class ServerCase {
  /** When the client has had enough. */
  enum Patience {
    /** Reads until the server closes the connection. */
    TO_THE_END,
    /** Reads the whole response, and sends the next request on the same connection. */
    TO_THE_NEXT,
    /** Reads the begin of a large body, takes its time, and then reads the rest. */
    SLOWLY_TO_THE_END,
    /** Leaves when the head of the response has come. */
    TO_THE_HEAD,
    /** Leaves when the first part of the body has come. */
    TO_THE_FIRST_CHUNK,
    /** Leaves as soon as the request is sent. */
    NONE
  }

  static final String PARENT_ID = "00f067aa0ba902b7";

  private static final String LASTS = "lasts at least";
  private static final String PROTOCOL = "answer's protocol";
  private static final String BODY = "answer's body";
  private static final String BODY_LENGTH = "answer's length";

  private final String name;
  private final String traceId;
  private final String method;
  private final String target;
  private final List<String> headers = new ArrayList<>();
  private final Map<String, Object> expected = new TreeMap<>();
  private String userAgent;
  private String version = "HTTP/1.1";
  private String body = "";
  private Patience patience = Patience.TO_THE_END;
  private long leastMillis;

  private ServerCase(String name, String method, String target) {
    this.name = name;
    this.traceId = traceId(name);
    this.method = method;
    this.target = target;
    this.userAgent = "contract (" + name + ")";
    headers.add("Host: shop.example:8080");
    headers.add("User-Agent: " + userAgent);
    headers.add("traceparent: 00-" + traceId + "-" + PARENT_ID + "-01");
    headers.add("Connection: close");
    int query = target.indexOf('?');
    with(Fields.SPANS, 1);
    with("kind", "SERVER").with("name", method);
    with("trace", Fields.CALLERS_TRACE).with("parent", PARENT_ID).with("flags", "0x301");
    with("tracestate", "").with("status", "UNSET").with("status message", "");
    with("events", List.of()).with("links", List.of()).with("dropped", 0);
    with("http.request.method", method);
    with("url.path", query < 0 ? target : target.substring(0, query)).with("url.scheme", "http");
    with("server.address", "shop.example").with("server.port", 8080L);
    with("client.address", "127.0.0.1").with("network.peer.address", "127.0.0.1");
    with("network.peer.port", Fields.CLIENT_PORT).with("network.protocol.version", "1.1");
    with("user_agent.original", userAgent);
    if (query >= 0) {
      with("url.query", target.substring(query + 1));
    }
  }

  static ServerCase request(String name, String method, String target) {
    return new ServerCase(name, method, target);
  }

  static ServerCase get(String name, String target) {
    return request(name, "GET", target);
  }

  /** The trace of the caller that sends the request of a name. */
  static String traceId(String name) {
    return String.format("5ca1ab1e5ca1ab1e%016x", name.hashCode() & 0xffffffffL);
  }

  /** The request line says another version of HTTP. */
  ServerCase version(String version) {
    this.version = version;
    return this;
  }

  /** A header is added. */
  ServerCase header(String line) {
    headers.add(line);
    return this;
  }

  /** Many headers are added. */
  ServerCase headers(int count, String format) {
    for (int i = 0; i < count; i++) {
      header(String.format(Locale.ROOT, format, i));
    }
    return this;
  }

  /** A header is not sent. */
  ServerCase without(String header) {
    headers.removeIf(line -> line.startsWith(header + ":"));
    return this;
  }

  /** The host that is asked for is another one. */
  ServerCase host(String host) {
    return without("Host").header("Host: " + host);
  }

  /** The header that names the caller's span is another one, or several, or none. */
  ServerCase traceParents(String... values) {
    without("traceparent");
    for (String value : values) {
      header("traceparent: " + value);
    }
    return this;
  }

  /** There is a body. */
  ServerCase body(String type, String body) {
    this.body = body;
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return header("Content-Type: " + type).header("Content-Length: " + length);
  }

  /** There is a body that the headers say nothing about. */
  ServerCase rawBody(String body) {
    this.body = body;
    return this;
  }

  /** The request is sent over HTTP/2, by a client that says itself whom it asks. */
  ServerCase http2() {
    return with(PROTOCOL, ServerOutcome.HTTP_2)
        .with("network.protocol.version", "2")
        .with("server.address", "127.0.0.1")
        .with("server.port", Fields.SERVER_PORT);
  }

  /** There will be more requests on the same connection. */
  ServerCase keepAlive() {
    return without("Connection").patience(Patience.TO_THE_NEXT);
  }

  /**
   * The client calls itself something else.
   *
   * @param recorded how the span has it
   */
  ServerCase userAgent(String sent, String recorded) {
    userAgent = recorded;
    return without("User-Agent")
        .header("User-Agent: " + sent)
        .with("user_agent.original", recorded);
  }

  /** The response has this body. */
  ServerCase answerBody(String expectedBody) {
    return with(BODY, expectedBody);
  }

  /** The response has a body of this many bytes. */
  ServerCase answerLength(int length) {
    return with(BODY_LENGTH, length);
  }

  ServerCase patience(Patience patience) {
    this.patience = patience;
    return this;
  }

  /** The response has this status. */
  ServerCase answer(int status) {
    return with(Fields.ANSWER, status).with("http.response.status_code", (long) status);
  }

  /** The client leaves without having seen an answer. */
  ServerCase noAnswer() {
    return patience(Patience.NONE).with(Fields.ANSWER, 0);
  }

  /** The request is served by a route, which names the span. */
  ServerCase route(String template) {
    return with("http.route", template).with("name", method + " " + template);
  }

  /** A field of the span is this. */
  ServerCase with(String field, Object value) {
    expected.put(field, value);
    return this;
  }

  /** The span does not have these fields. */
  ServerCase lacks(String... fields) {
    for (String field : fields) {
      expected.remove(field);
    }
    return this;
  }

  /** The method is none that is known. */
  ServerCase otherMethod() {
    return with("name", "HTTP")
        .with("http.request.method", "_OTHER")
        .with("http.request.method_original", method);
  }

  /** The span is the first of a new trace. */
  ServerCase newTrace() {
    return with("trace", Fields.NEW_TRACE).with("parent", "").with("flags", "0x103");
  }

  /** The span is an error. */
  ServerCase error(String type) {
    return with("status", "ERROR").with("error.type", type);
  }

  /** The span tells about an exception. */
  ServerCase exception(String type, String message) {
    return with("events", List.of(Fields.exception(type, message)));
  }

  /** The span does not end before this time has passed. */
  ServerCase lastsMillis(long least) {
    leastMillis = least;
    return with(LASTS, least + " ms");
  }

  /** There is no span. */
  ServerCase leavesNoSpan() {
    expected.keySet().removeIf(field -> Fields.isOfSpanBeyond(0, field));
    return with(Fields.SPANS, 0);
  }

  String name() {
    return name;
  }

  /** Tells the spans of different requests apart. */
  String userAgent() {
    return userAgent;
  }

  String method() {
    return method;
  }

  String target() {
    return target;
  }

  /** The header lines, in their order. */
  List<String> headers() {
    return headers;
  }

  String body() {
    return body;
  }

  long leastMillis() {
    return leastMillis;
  }

  Patience patience() {
    return patience;
  }

  /** What is expected, as {@link Fields} has it. */
  Map<String, Object> expected() {
    return new TreeMap<>(expected);
  }

  /** What was found of this request, in the same form. */
  Map<String, Object> actual(ServerOutcome outcome, List<SpanData> spans) {
    Map<String, Object> fields = new TreeMap<>();
    if (spans.size() == 1) {
      SpanData span = spans.get(0);
      fields.putAll(Fields.of(span));
      boolean continued = span.traceId().equals(traceId);
      fields.put("trace", continued ? Fields.CALLERS_TRACE : Fields.NEW_TRACE);
      fields.put("parent", span.parentSpanId());
      putPorts(fields, outcome);
      if (leastMillis > 0) {
        long millis = TimeUnit.NANOSECONDS.toMillis(span.durationNanos());
        fields.put(LASTS, millis >= leastMillis ? leastMillis + " ms" : "only " + millis + " ms");
      }
    }
    fields.put(Fields.ANSWER, outcome.isFailed() ? outcome.body() : outcome.status());
    fields.put(Fields.SPANS, spans.size());
    if (expected.containsKey(PROTOCOL)) {
      fields.put(PROTOCOL, outcome.protocol());
    }
    if (expected.containsKey(BODY)) {
      fields.put(BODY, outcome.body());
    }
    if (expected.containsKey(BODY_LENGTH)) {
      fields.put(BODY_LENGTH, outcome.body().length());
    }
    return fields;
  }

  private static void putPorts(Map<String, Object> fields, ServerOutcome outcome) {
    Object peer = fields.get("network.peer.port");
    boolean unknown = outcome.clientPort() <= 0;
    if (peer instanceof Long port && (unknown ? port > 0 : port == outcome.clientPort())) {
      fields.put("network.peer.port", Fields.CLIENT_PORT);
    }
    if (Long.valueOf(outcome.serverPort()).equals(fields.get("server.port"))) {
      fields.put("server.port", Fields.SERVER_PORT);
    }
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
