package dev.skein.testkit.contract;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call, what the server does with it, and what is expected of both: what the application gets,
 * what was on the wire, and the fields of the client's spans.
 *
 * <p>A case starts as a {@code GET} in the course of a sampled request that is answered with 200
 * and two bytes, and all that follows from that. The methods say what is different; they return
 * this. What is expected of the second call or attempt is called {@code 2: } and the name of the
 * field.
 */
final class ClientCase {
  static final String CALLERS_SPAN = "00f067aa0ba902b7";

  private final String group;
  private final String name;
  private final String traceId;
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();
  private final Map<String, String> caller = new LinkedHashMap<>();
  private final Map<String, Object> expected = new TreeMap<>();
  private TargetScript script = TargetScript.status(200);
  private String method = "GET";
  private String url = "http://127.0.0.1:{port}/items";
  private String body = "";
  private Duration timeout = Duration.ZERO;
  private boolean givenUp;
  private boolean followRedirects;
  private boolean http2;
  private boolean anyException;
  private boolean listening = true;
  private int calls = 1;
  private Fault fault = Fault.NONE;
  private Duration least = Duration.ZERO;

  private ClientCase(String group, String name) {
    this.group = group;
    this.name = name;
    this.traceId =
        String.format("c11e47ca5e00%04x%016x", 0, (group + name).hashCode() & 0xffffffffL);
    caller.put("traceparent", "00-" + traceId + "-" + CALLERS_SPAN + "-01");
    with(Fields.ANSWER, 200).with(ClientFields.BODY, (long) TargetExchange.BODY.length());
    with(ClientFields.REQUESTS, 1).with(Fields.SPANS, 1).with(ClientFields.CALLERS_SPANS, 1);
    with(ClientFields.SENT + "traceparent", ClientFields.THE_SPANS + "01");
    with("name", "GET").with("kind", "CLIENT").with("parent", ClientFields.CALLER);
    with("flags", "0x101").with("tracestate", "").with("links", List.of()).with("dropped", 0);
    with("status", "UNSET").with("status message", "").with("events", List.of());
    with("http.request.method", "GET").with("http.response.status_code", 200L);
    with("url.full", url);
    with("server.address", "127.0.0.1").with("server.port", Fields.SERVER_PORT);
    with("network.peer.address", "127.0.0.1").with("network.peer.port", Fields.SERVER_PORT);
    with("network.protocol.version", "1.1");
  }

  static ClientCase of(String group, String name) {
    return new ClientCase(group, name);
  }

  ClientCase method(String method) {
    this.method = method;
    return with("http.request.method", method).with("name", method);
  }

  /** With {@code {port}} for the target's. */
  ClientCase url(String url) {
    this.url = url;
    return with("url.full", url);
  }

  ClientCase body(String body) {
    this.body = body;
    return this;
  }

  /** A header that the application sets itself. */
  ClientCase header(String name, String value) {
    headers.add(Map.entry(name, value));
    return this;
  }

  /** A header of the request in whose course the call is made. */
  ClientCase caller(String name, String value) {
    caller.put(name, value);
    return this;
  }

  /** The flags of the caller's trace, in hexadecimal digits. */
  ClientCase callersFlags(String flags) {
    return caller("traceparent", "00-" + traceId + "-" + CALLERS_SPAN + "-" + flags);
  }

  ClientCase timeout(Duration timeout) {
    this.timeout = timeout;
    return this;
  }

  /** The application gives the call up when the server has got the request. */
  ClientCase isGivenUp() {
    this.givenUp = true;
    return this;
  }

  ClientCase followRedirects() {
    this.followRedirects = true;
    return this;
  }

  ClientCase http2() {
    this.http2 = true;
    return with("network.protocol.version", "2");
  }

  /** The same call is made this often, one after the other. */
  ClientCase calls(int calls) {
    this.calls = calls;
    return with(ClientFields.CALLERS_SPANS, calls);
  }

  ClientCase fault(Fault fault) {
    this.fault = fault;
    return this;
  }

  /** What the server does. */
  ClientCase script(TargetScript script) {
    this.script = script;
    return this;
  }

  /** The call's address is none of the kit's servers. */
  ClientCase nobodyListens() {
    this.listening = false;
    return this;
  }

  /** The server answers with a status. */
  ClientCase status(int status) {
    return with(Fields.ANSWER, status).with("http.response.status_code", (long) status);
  }

  /** The call fails before there is an answer, with an exception of this class. */
  ClientCase fails(String errorType) {
    return with(Fields.ANSWER, 0)
        .with(ClientFields.BODY, 0L)
        .lacks("http.response.status_code", "network.protocol.version")
        .error(errorType)
        .with("events", List.of("exception"));
  }

  /** The call fails before there is an answer, with an exception of the client's own choice. */
  ClientCase fails() {
    return anyError().fails(ClientFields.AN_EXCEPTION);
  }

  /** Exceptions are the client's own choice. */
  ClientCase anyError() {
    anyException = true;
    return this;
  }

  ClientCase error(String errorType) {
    return with("status", "ERROR").with("error.type", errorType);
  }

  /** The request does not get as far as the server. */
  ClientCase isNotReceived() {
    return with(ClientFields.REQUESTS, 0).lacks(ClientFields.SENT + "traceparent");
  }

  /** There is no connection at all. */
  ClientCase hasNoPeer() {
    return isNotReceived().lacks("network.peer.address", "network.peer.port");
  }

  /** No span is recorded of client or caller, and the server is told these flags. */
  ClientCase leavesNoSpan(String flags) {
    expected.keySet().removeIf(field -> !ClientFields.OF_THE_CALL.contains(field));
    return with(Fields.SPANS, 0)
        .with(ClientFields.CALLERS_SPANS, 0)
        .with(ClientFields.SENT + "traceparent", ClientFields.UNRECORDED + flags);
  }

  /** The span takes at least this time. */
  ClientCase lasts(Duration least) {
    this.least = least;
    return with(ClientFields.DURATION, "long enough");
  }

  /** What has been said so far of span and wire holds for as many attempts or calls. */
  ClientCase times(int count) {
    Map<String, Object> first = new TreeMap<>(expected);
    first.keySet().removeAll(ClientFields.OF_THE_CALL);
    for (int i = 2; i <= count; i++) {
      String prefix = ClientFields.prefix(i - 1);
      first.forEach((field, value) -> expected.put(prefix + field, value));
    }
    return with(Fields.SPANS, count).with(ClientFields.REQUESTS, count);
  }

  /** A field is this. */
  ClientCase with(String field, Object value) {
    expected.put(field, value);
    return this;
  }

  /** Fields are missing. */
  ClientCase lacks(String... fields) {
    for (String field : fields) {
      expected.remove(field);
    }
    return this;
  }

  String group() {
    return group;
  }

  String name() {
    return name;
  }

  Fault fault() {
    return fault;
  }

  TargetScript script() {
    return script;
  }

  int calls() {
    return calls;
  }

  boolean listening() {
    return listening;
  }

  boolean givenUp() {
    return givenUp;
  }

  boolean tls() {
    return url.startsWith("https:");
  }

  boolean anyException() {
    return anyException;
  }

  Duration least() {
    return least;
  }

  Map<String, Object> expected() {
    return new TreeMap<>(expected);
  }

  /** The headers that are looked at on the wire, besides {@code traceparent}. */
  List<String> watchedHeaders() {
    List<String> names = new ArrayList<>(List.of("tracestate", "baggage"));
    headers.forEach(header -> names.add(header.getKey().toLowerCase(java.util.Locale.ROOT)));
    names.remove("traceparent");
    return names.stream().distinct().toList();
  }

  /** The trace of a call, counted from zero. */
  String traceId(int call) {
    return traceId.substring(0, 12) + String.format("%04x", call) + traceId.substring(16);
  }

  /** A call, counted from zero. */
  ClientCall call(int number, int port, @Nullable URI cancelSignal) {
    Map<String, String> ofThisCall = new LinkedHashMap<>(caller);
    ofThisCall.computeIfPresent(
        "traceparent", (header, value) -> value.replace(traceId, traceId(number)));
    return new ClientCall(
        method,
        URI.create(url.replace(ClientFields.PORT, Integer.toString(port))),
        headers,
        body,
        timeout,
        cancelSignal,
        followRedirects,
        http2,
        ofThisCall);
  }

  @Override
  public String toString() {
    return group + ", " + name;
  }
}
