package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attributes, whose values are those of {@link dev.skein.export.SpanData}. */
final class AttributeJson {
  /** Beyond it a number of JavaScript is no longer exact. */
  private static final long EXACT = 1L << 53;

  private AttributeJson() {}

  static void write(Map<String, Object> attributes, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
      out.writeFieldName(attribute.getKey());
      value(attribute.getValue(), out);
    }
    out.writeEndObject();
  }

  private static void value(@Nullable Object value, JsonGenerator out) throws IOException {
    if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Long number) {
      number(number, out);
    } else if (value instanceof Double number) {
      number(number, out);
    } else if (value instanceof byte[] bytes) {
      out.writeBinary(bytes);
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        value(element, out);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(String.valueOf(entry.getKey()));
        value(entry.getValue(), out);
      }
      out.writeEndObject();
    } else {
      out.writeNull();
    }
  }

  private static void number(long value, JsonGenerator out) throws IOException {
    if (value > EXACT || value < -EXACT) {
      out.writeString(Long.toString(value));
    } else {
      out.writeNumber(value);
    }
  }

  private static void number(double value, JsonGenerator out) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeString(Double.toString(value));
    }
  }
}
