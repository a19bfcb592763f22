package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.viewer.analysis.Comparison;
import dev.skein.viewer.analysis.TraceSummary;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Two traces side by side. */
final class ComparisonJson implements Json {
  private final TraceSummary left;
  private final TraceSummary right;
  private final Comparison comparison;

  ComparisonJson(TraceSummary left, TraceSummary right, Comparison comparison) {
    this.left = left;
    this.right = right;
    this.comparison = comparison;
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeFieldName("left");
    SummaryJson.write(left, out);
    out.writeFieldName("right");
    SummaryJson.write(right, out);
    out.writeArrayFieldStart("rows");
    for (Comparison.Row row : comparison.rows()) {
      out.writeStartObject();
      out.writeNumberField("depth", row.depth());
      out.writeStringField("service", row.service());
      out.writeStringField("name", row.name());
      out.writeStringField("kind", row.kind().name());
      side("left", row.left(), out);
      side("right", row.right(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void side(String name, Comparison.@Nullable Side side, JsonGenerator out)
      throws IOException {
    if (side == null) {
      out.writeNullField(name);
      return;
    }
    out.writeObjectFieldStart(name);
    out.writeNumberField("count", side.count());
    out.writeNumberField("totalNanos", side.totalNanos());
    out.writeNumberField("selfNanos", side.selfNanos());
    out.writeNumberField("errorCount", side.errorCount());
    out.writeEndObject();
  }
}
