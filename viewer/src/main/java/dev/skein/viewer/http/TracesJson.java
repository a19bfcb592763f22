package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.viewer.analysis.TraceSummary;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Traces that were found. */
final class TracesJson implements Json {
  private final List<TraceSummary> traces;
  private final @Nullable String next;
  private final long searchNanos;

  TracesJson(List<TraceSummary> traces, @Nullable String next, long searchNanos) {
    this.traces = traces;
    this.next = next;
    this.searchNanos = searchNanos;
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("traces");
    for (TraceSummary trace : traces) {
      SummaryJson.write(trace, out);
    }
    out.writeEndArray();
    out.writeStringField("next", next);
    out.writeFieldName("searchMillis");
    SummaryJson.millis(searchNanos, out);
    out.writeEndObject();
  }
}
