package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.viewer.analysis.DurationHistogram;
import dev.skein.viewer.analysis.Operations;
import java.io.IOException;

/** Rate, errors and durations of each operation. */
final class OperationsJson implements Json {
  private final Operations operations;

  OperationsJson(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeFieldName("windowMillis");
    SummaryJson.millis(operations.windowNanos(), out);
    out.writeArrayFieldStart("operations");
    for (Operations.Operation operation : operations.operations()) {
      DurationHistogram durations = operation.durations();
      out.writeStartObject();
      out.writeStringField("service", operation.service());
      out.writeStringField("name", operation.name());
      out.writeStringField("kind", operation.kind().name());
      out.writeNumberField("count", durations.count());
      out.writeNumberField("ratePerMinute", operation.ratePerMinute(operations.windowNanos()));
      out.writeNumberField("errorCount", operation.errorCount());
      quantiles(durations, out);
      out.writeNumberField("maxNanos", durations.maxNanos());
      out.writeNumberField("totalNanos", durations.totalNanos());
      out.writeArrayFieldStart("histogram");
      for (DurationHistogram.Bucket bucket : durations.buckets()) {
        out.writeStartObject();
        out.writeNumberField("fromNanos", bucket.fromNanos());
        out.writeNumberField("toNanos", bucket.toNanos());
        out.writeNumberField("count", bucket.count());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  static void quantiles(DurationHistogram durations, JsonGenerator out) throws IOException {
    out.writeNumberField("p50Nanos", durations.quantileNanos(0.5));
    out.writeNumberField("p95Nanos", durations.quantileNanos(0.95));
    out.writeNumberField("p99Nanos", durations.quantileNanos(0.99));
  }
}
