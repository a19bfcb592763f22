package dev.skein.testkit.contract;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What became of a {@link ClientCase}, field by field. */
final class ClientFields {
  /** How many bytes of the body the application has got. */
  static final String BODY = "body";

  /** How many requests the server got. */
  static final String REQUESTS = "requests";

  /** How many spans besides the client's own there are in the traces of the calls. */
  static final String CALLERS_SPANS = "caller's spans";

  /** On how many connections the requests came; only where that matters. */
  static final String CONNECTIONS = "connections";

  /** When the span ended; only where the server waits for it. */
  static final String ENDED = "ended";

  /** Only where a span has to take a while. */
  static final String DURATION = "duration";

  /** Before the name of a header, as it was on the wire. */
  static final String SENT = "sent ";

  /** Before the flags of a {@code traceparent} that names the span of its request. */
  static final String THE_SPANS = "the span's, ";

  /** Before the flags of a {@code traceparent} that names nothing that was recorded. */
  static final String UNRECORDED = "of the trace, ";

  /** In place of the id of the span that was current. */
  static final String CALLER = "the caller's span";

  /** In place of the class of an exception that is the client's own. */
  static final String AN_EXCEPTION = "an exception";

  /** In place of the server's port in a URL. */
  static final String PORT = "{port}";

  /** Fields that there are once for each case. */
  static final Set<String> OF_THE_CALL =
      Set.of(Fields.ANSWER, BODY, REQUESTS, Fields.SPANS, CALLERS_SPANS, CONNECTIONS, ENDED);

  private final ClientCase of;
  private final int port;
  private final Map<String, Object> fields = new TreeMap<>();

  /** Whether a field says what happened, be there spans or not. */
  static boolean isOfTheCall(String field) {
    return OF_THE_CALL.contains(field) || field.startsWith(SENT);
  }

  private ClientFields(ClientCase of, int port) {
    this.of = of;
    this.port = port;
  }

  /** What precedes a field of an attempt or call, counted from zero. */
  static String prefix(int number) {
    return number == 0 ? "" : number + 1 + ": ";
  }

  static Map<String, Object> of(ClientCase of, ClientObservation observed, List<SpanData> spans) {
    return new ClientFields(of, observed.port()).read(observed, spans);
  }

  private Map<String, Object> read(ClientObservation observed, List<SpanData> all) {
    fields.putAll(observed.notes());
    for (int i = 0; i < observed.results().size(); i++) {
      CallResult result = observed.results().get(i);
      fields.put(prefix(i) + Fields.ANSWER, result.status());
      fields.put(prefix(i) + BODY, result.bodyBytes());
    }
    List<SpanData> spans = new ArrayList<>();
    List<SpanData> callers = new ArrayList<>();
    for (SpanData span : all) {
      if (isOfThisCase(span)) {
        (span.kind() == SpanKind.CLIENT ? spans : callers).add(span);
      }
    }
    spans.sort(Comparator.comparing(SpanData::startEpochNanos));
    fields.put(Fields.SPANS, spans.size());
    fields.put(CALLERS_SPANS, callers.size());
    for (int i = 0; i < spans.size(); i++) {
      addSpan(prefix(i), spans.get(i), callers);
    }
    List<TargetRequest> requests = observed.requests();
    if (!of.expected().containsKey(REQUESTS)) {
      return fields;
    }
    fields.put(REQUESTS, requests.size());
    for (int i = 0; i < requests.size(); i++) {
      addRequest(prefix(i), requests.get(i), i < spans.size() ? spans.get(i).spanId() : "");
    }
    if (of.expected().containsKey(CONNECTIONS)) {
      fields.put(CONNECTIONS, requests.stream().map(TargetRequest::connection).distinct().count());
    }
    return fields;
  }

  private boolean isOfThisCase(SpanData span) {
    for (int i = 0; i < of.calls(); i++) {
      if (span.traceId().equals(of.traceId(i))) {
        return true;
      }
    }
    return false;
  }

  private void addSpan(String prefix, SpanData span, List<SpanData> callers) {
    Map<String, Object> found = Fields.of(span);
    found.put("events", span.events().stream().map(SpanData.Event::name).toList());
    found.put("parent", parent(span, callers));
    found.computeIfPresent("server.port", this::port);
    found.computeIfPresent("network.peer.port", this::port);
    found.computeIfPresent(
        "url.full", (name, url) -> url.toString().replace(":" + port, ":" + PORT));
    found.computeIfPresent(
        "http.response.header.location",
        (name, lines) ->
            List.of(lines.toString().replaceAll("^\\[|]$", "").replace(":" + port, ":" + PORT)));
    if (of.anyException()) {
      found.computeIfPresent(
          "error.type", (name, type) -> type.toString().contains(".") ? AN_EXCEPTION : type);
    }
    if (!of.least().isZero()) {
      boolean enough = span.durationNanos() >= of.least().toNanos();
      found.put(DURATION, enough ? "long enough" : span.durationNanos() + " ns");
    }
    found.forEach((name, value) -> fields.put(prefix + name, value));
  }

  private Object port(String name, Object value) {
    return value.equals((long) port) ? Fields.SERVER_PORT : value;
  }

  private static String parent(SpanData span, List<SpanData> callers) {
    return callers.stream()
        .filter(caller -> caller.traceId().equals(span.traceId()))
        .filter(caller -> caller.spanId().equals(span.parentSpanId()))
        .map(caller -> CALLER)
        .findFirst()
        .orElse(span.parentSpanId().isEmpty() ? "none" : span.parentSpanId());
  }

  private void addRequest(String prefix, TargetRequest request, String spanId) {
    List<String> parents = request.values("traceparent");
    fields.put(prefix + SENT + "traceparent", described(parents, spanId));
    for (String name : of.watchedHeaders()) {
      List<String> values = request.values(name);
      if (!values.isEmpty()) {
        // several lines of a list are one list; how it is cut up is the sender's affair
        fields.put(prefix + SENT + name, String.join(",", values));
      }
    }
  }

  private String described(List<String> parents, String spanId) {
    if (parents.size() != 1) {
      return parents.size() + " lines: " + parents;
    }
    String[] parts = parents.get(0).split("-", -1);
    boolean ofTheTrace = false;
    for (int i = 0; i < of.calls(); i++) {
      ofTheTrace |= parts.length == 4 && parts[0].equals("00") && parts[1].equals(of.traceId(i));
    }
    if (!ofTheTrace || parts[2].equals(ClientCase.CALLERS_SPAN)) {
      return "wrong: " + parents.get(0);
    }
    return (parts[2].equals(spanId) ? THE_SPANS : UNRECORDED) + parts[3];
  }
}
