package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.viewer.ingest.DecodedSpans;
import dev.skein.viewer.store.SpanRecord;
import dev.skein.viewer.store.TraceId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** What came of an import. */
final class ImportJson implements Json {
  /** An import of millions of traces need not name each. */
  private static final int MAX_TRACES = 1_000;

  private final DecodedSpans decoded;

  ImportJson(DecodedSpans decoded) {
    this.decoded = decoded;
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("spans", decoded.spans().size());
    out.writeNumberField("rejected", decoded.rejected());
    out.writeStringField("reason", decoded.reason());
    out.writeArrayFieldStart("traces");
    Set<TraceId> traces = new LinkedHashSet<>();
    for (SpanRecord span : decoded.spans()) {
      if (traces.size() < MAX_TRACES && traces.add(span.traceId())) {
        out.writeString(span.traceId().toString());
      }
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
