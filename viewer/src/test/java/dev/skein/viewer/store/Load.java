package dev.skein.viewer.store;

import dev.skein.SpanKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Very many spans, made quickly: traces of eight spans of four services, with the attributes that
 * HTTP and database clients write. Encoded once; only ids and times are put in. Not thread-safe.
 */
final class Load {
  static final int SPANS_OF_TRACE = 8;

  private static final String[] SERVICES = {"gateway", "orders", "payment", "stock"};
  private static final String[] ROUTES = {
    "/orders/{id}", "/orders", "/cart/{id}/items", "/charges", "/stock/{sku}", "/login"
  };

  /** Where a client's encoder puts the trace id and the span id: after a tag and a length each. */
  private static final int TRACE_ID = 2;

  private static final int SPAN_ID = 20;
  private static final int PARENT_ID = 30;

  private final List<SpanRecord> templates = new ArrayList<>();
  private long traces;

  Load() {
    Source[] sources = new Source[SERVICES.length];
    for (int i = 0; i < sources.length; i++) {
      sources[i] =
          TestSpan.source(
              SERVICES[i],
              "host.name",
              "build-" + i + ".internal",
              "telemetry.sdk.name",
              "opentelemetry",
              "telemetry.sdk.language",
              "java",
              "deployment.environment.name",
              "production");
    }
    for (int i = 0; i < ROUTES.length * SPANS_OF_TRACE; i++) {
      templates.add(template(i, sources[i / 2 % sources.length]));
    }
  }

  private static SpanRecord template(int number, Source source) {
    String route = ROUTES[number / SPANS_OF_TRACE];
    boolean server = number % 2 == 0;
    TestSpan span =
        TestSpan.of(1, 1)
            .parent(1)
            .kind(server ? SpanKind.SERVER : SpanKind.CLIENT)
            .name((server ? "POST " : "SELECT orders ") + route)
            .source(source)
            .attribute("http.route", route)
            .attribute("http.request.method", "POST")
            .attribute("http.response.status_code", 200L)
            .attribute("server.address", source.service() + ".example.com")
            .attribute("server.port", 8080L)
            .attribute("url.scheme", "https")
            .attribute("network.protocol.version", "1.1")
            .attribute("enduser.tier", number % 3 == 0 ? "gold" : "silver");
    if (!server) {
      span.attribute("db.system.name", "postgresql")
          .attribute("db.query.summary", "SELECT orders by id " + route);
    }
    return span.record();
  }

  /** The spans of some more traces. */
  List<SpanRecord> next(int number) {
    List<SpanRecord> spans = new ArrayList<>(number * SPANS_OF_TRACE);
    for (int i = 0; i < number; i++) {
      long trace = ++traces;
      TraceId id = new TraceId(trace * 0x9E3779B97F4A7C15L, trace);
      for (int span = 0; span < SPANS_OF_TRACE; span++) {
        spans.add(span(id, trace, span));
      }
    }
    return spans;
  }

  private SpanRecord span(TraceId id, long trace, int span) {
    int number = (int) (trace % ROUTES.length) * SPANS_OF_TRACE + span;
    SpanRecord template = templates.get(number);
    long spanId = trace * SPANS_OF_TRACE + span;
    long parent = span == 0 ? 0 : spanId - 1;
    byte[] bytes = template.bytes().clone();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.putLong(TRACE_ID, id.high()).putLong(TRACE_ID + 8, id.low());
    buffer.putLong(SPAN_ID, spanId).putLong(PARENT_ID, parent == 0 ? spanId : parent);
    long start = TestSpan.START + trace * 1_000_000;
    return new SpanRecord(
        id,
        spanId,
        parent,
        template.name(),
        template.kind(),
        start,
        start + 1_000_000 + trace % 1_000 * 1_000,
        trace % 100 == 0 && span == 7,
        template.terms(),
        template.source(),
        bytes,
        0,
        bytes.length);
  }
}
