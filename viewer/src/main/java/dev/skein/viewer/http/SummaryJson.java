package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.viewer.analysis.TraceSummary;
import java.io.IOException;

/** A trace in a list. */
final class SummaryJson {
  private static final long NANOS_PER_MILLI = 1_000_000;

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
    out.writeFieldName("startMillis");
    millis(summary.startEpochNanos(), out);
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

  /** Milliseconds with all of their digits and without an exponent. */
  static void millis(long nanos, JsonGenerator out) throws IOException {
    long fraction = nanos % NANOS_PER_MILLI;
    if (fraction == 0) {
      out.writeNumber(nanos / NANOS_PER_MILLI);
    } else {
      String digits = Long.toString(NANOS_PER_MILLI + fraction).substring(1);
      out.writeNumber(nanos / NANOS_PER_MILLI + "." + digits);
    }
  }
}
