package dev.skein.viewer.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An annotation as OpenTelemetry's exporters make it of an event with attributes: {@code "name":
 * {attributes}}.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/#events">
 *     OpenTelemetry to Zipkin Transformation, Events</a>
 */
final class EventText {
  private static final int FIRST_BYTES = 256;
  private static final int MAX_DEPTH = 32;

  private final JsonInput in;
  private final MessageWriter out;

  private EventText(JsonInput in, MessageWriter out) {
    this.in = in;
    this.out = out;
  }

  /** Writes what an annotation says as fields of an event; as its name if that is all. */
  static void write(String annotation, MessageWriter target) {
    MessageWriter event = new MessageWriter(FIRST_BYTES);
    byte[] json = ("{" + annotation + "}").getBytes(StandardCharsets.UTF_8);
    try (JsonInput in = new JsonInput(json)) {
      if (new EventText(in, event).event()) {
        target.fields(event);
        return;
      }
    } catch (IOException e) {
      // a text that only begins like that
    }
    target.string(0x12, annotation);
  }

  /** Reads an object of one name, whose value are the attributes. */
  private boolean event() throws IOException {
    in.nextDocument();
    String name = in.nextField();
    if (name == null || !in.isObject()) {
      return false;
    }
    out.string(0x12, name);
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      int attribute = out.begin();
      out.string(0x0A, key);
      value(0x12, 0);
      out.end(0x1A, attribute);
    }
    return in.nextField() == null && !in.nextDocument();
  }

  private void value(int tag, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw in.problem("values are nested deeper than " + MAX_DEPTH);
    }
    int value = out.begin();
    if (in.isList()) {
      int list = out.begin();
      while (in.nextElement()) {
        value(0x0A, depth + 1);
      }
      out.end(0x2A, list);
    } else if (in.isObject()) {
      int map = out.begin();
      for (String key = in.nextField(); key != null; key = in.nextField()) {
        int pair = out.begin();
        out.string(0x0A, key);
        value(0x12, depth + 1);
        out.end(0x0A, pair);
      }
      out.end(0x32, map);
    } else if (in.isWholeNumber()) {
      out.varint(0x18, in.int64());
    } else if (in.isNumber()) {
      out.fixed64(0x21, Double.doubleToLongBits(in.float64()));
    } else if (in.isTruth()) {
      out.varint(0x10, in.bool() ? 1 : 0);
    } else {
      in.string(0x0A, out);
    }
    out.end(tag, value);
  }
}
