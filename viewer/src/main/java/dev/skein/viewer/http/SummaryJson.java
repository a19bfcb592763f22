package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.viewer.analysis.TraceSummary;
import java.io.IOException;

/** A trace in a list. */
final class SummaryJson {
  private static final double NANOS_PER_MILLI = 1_000_000;

  private SummaryJson() {}

  static void write(TraceSummary summary, JsonGenerator out) throws IOException {
    out.writeStartObject();
    writeFields(summary, out);
    out.writeEndObject();
  }

  static void writeFields(TraceSummary summary, JsonGenerator out) throws IOException {
    out.writeStringField("traceId", summary.traceId());
    out.writeStringField("name", summary.name());
    out.writeStringField("service", summary.service());
    out.writeNumberField("startMillis", summary.startEpochNanos() / NANOS_PER_MILLI);
    // more digits than a number of JavaScript holds
    out.writeStringField("startEpochNanos", Long.toString(summary.startEpochNanos()));
    out.writeNumberField("durationNanos", summary.durationNanos());
    out.writeNumberField("spanCount", summary.spanCount());
    out.writeNumberField("errorCount", summary.errorCount());
    out.writeArrayFieldStart("services");
    for (TraceSummary.ServiceCount service : summary.services()) {
      out.writeStartObject();
      out.writeStringField("name", service.name());
      out.writeNumberField("spanCount", service.spanCount());
      out.writeNumberField("errorCount", service.errorCount());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeBooleanField("incomplete", summary.incomplete());
  }
}
