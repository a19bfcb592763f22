package dev.skein.viewer.ingest;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTLP's JSON and writes the same request in protobuf. Names are those in lower camel case
 * and the original ones, scopes may have their name of before 2022, and ids may be base64; what is
 * unknown is passed over. For one body.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP, JSON
 *     Protobuf Encoding</a>
 */
final class OtlpJsonReader {
  private static final int ATTRIBUTES_OF_RESOURCE = 0x0A;
  private static final int ATTRIBUTES_OF_SPAN = 0x4A;
  private static final int ATTRIBUTES_OF_EVENT = 0x1A;
  private static final int ATTRIBUTES_OF_LINK = 0x22;

  private final JsonInput in;
  private final MessageWriter out;
  private final AttributeJsonReader attributes;

  OtlpJsonReader(JsonInput in, MessageWriter out) {
    this.in = in;
    this.out = out;
    attributes = new AttributeJsonReader(in, out);
  }

  /** Reads something that is a message in protobuf. */
  @FunctionalInterface
  private interface MessageReader {
    void read() throws IOException;
  }

  /**
   * Reads one request.
   *
   * @return whether it says anything that a request of spans says
   */
  boolean request() throws IOException {
    if (!in.isObject()) {
      throw in.problem("an object was expected");
    }
    boolean known = false;
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      if (isSpans(name)) {
        known = true;
        spans();
      } else {
        in.skip();
      }
    }
    return known;
  }

  /** Whether that is what a request calls its spans. */
  static boolean isSpans(String field) {
    return field.equals("resourceSpans") || field.equals("resource_spans");
  }

  /** Reads the list of resources and their spans. */
  void spans() throws IOException {
    messages(0x0A, this::resourceSpans);
  }

  private void messages(int tag, MessageReader reader) throws IOException {
    if (!in.beginList()) {
      return;
    }
    while (in.nextElement()) {
      if (!in.isObject()) {
        throw in.problem("an object was expected");
      }
      int mark = out.begin();
      reader.read();
      out.end(tag, mark);
    }
  }

  private void message(int tag, MessageReader reader) throws IOException {
    if (in.beginObject()) {
      int mark = out.begin();
      reader.read();
      out.end(tag, mark);
    }
  }

  private void resourceSpans() throws IOException {
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "resource" -> message(0x0A, this::resource);
        case "scopeSpans", "scope_spans", "instrumentationLibrarySpans" ->
            messages(0x12, this::scopeSpans);
        default -> in.skip();
      }
    }
  }

  private void resource() throws IOException {
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "attributes" -> attributes.list(ATTRIBUTES_OF_RESOURCE);
        case "droppedAttributesCount", "dropped_attributes_count" -> out.varint(0x10, count());
        default -> in.skip();
      }
    }
  }

  private void scopeSpans() throws IOException {
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "scope", "instrumentationLibrary" -> message(0x0A, this::scope);
        case "spans" -> messages(0x12, this::span);
        default -> in.skip();
      }
    }
  }

  private void scope() throws IOException {
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "name" -> in.string(0x0A, out);
        case "version" -> in.string(0x12, out);
        case "attributes" -> attributes.list(0x1A);
        case "droppedAttributesCount", "dropped_attributes_count" -> out.varint(0x20, count());
        default -> in.skip();
      }
    }
  }

  private void span() throws IOException {
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "traceId", "trace_id" -> out.bytes(0x0A, in.id());
        case "spanId", "span_id" -> out.bytes(0x12, in.id());
        case "traceState", "trace_state" -> in.string(0x1A, out);
        case "parentSpanId", "parent_span_id" -> out.bytes(0x22, in.id());
        case "name" -> in.string(0x2A, out);
        case "kind" -> out.varint(0x30, kind());
        case "startTimeUnixNano", "start_time_unix_nano" -> out.fixed64(0x39, in.uint64());
        case "endTimeUnixNano", "end_time_unix_nano" -> out.fixed64(0x41, in.uint64());
        case "attributes" -> attributes.list(ATTRIBUTES_OF_SPAN);
        case "droppedAttributesCount", "dropped_attributes_count" -> out.varint(0x50, count());
        case "events" -> messages(0x5A, this::event);
        case "droppedEventsCount", "dropped_events_count" -> out.varint(0x60, count());
        case "links" -> messages(0x6A, this::link);
        case "droppedLinksCount", "dropped_links_count" -> out.varint(0x70, count());
        case "status" -> message(0x7A, this::status);
        case "flags" -> out.fixed32(0x85, 0x01, in.uint32());
        default -> in.skip();
      }
    }
  }

  private void event() throws IOException {
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "timeUnixNano", "time_unix_nano" -> out.fixed64(0x09, in.uint64());
        case "name" -> in.string(0x12, out);
        case "attributes" -> attributes.list(ATTRIBUTES_OF_EVENT);
        case "droppedAttributesCount", "dropped_attributes_count" -> out.varint(0x20, count());
        default -> in.skip();
      }
    }
  }

  private void link() throws IOException {
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "traceId", "trace_id" -> out.bytes(0x0A, in.id());
        case "spanId", "span_id" -> out.bytes(0x12, in.id());
        case "traceState", "trace_state" -> in.string(0x1A, out);
        case "attributes" -> attributes.list(ATTRIBUTES_OF_LINK);
        case "droppedAttributesCount", "dropped_attributes_count" -> out.varint(0x28, count());
        case "flags" -> out.fixed32(0x35, in.uint32());
        default -> in.skip();
      }
    }
  }

  private void status() throws IOException {
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "message" -> in.string(0x12, out);
        case "code" -> out.varint(0x18, statusCode());
        default -> in.skip();
      }
    }
  }

  /** A number of things that were dropped. */
  private long count() throws IOException {
    return Integer.toUnsignedLong(in.uint32());
  }

  private int kind() throws IOException {
    String name = enumName("SPAN_KIND_");
    if (name == null) {
      return (int) in.int64();
    }
    return switch (name) {
      case "SERVER" -> 2;
      case "CLIENT" -> 3;
      case "PRODUCER" -> 4;
      case "CONSUMER" -> 5;
      default -> 1;
    };
  }

  private int statusCode() throws IOException {
    String name = enumName("STATUS_CODE_");
    if (name == null) {
      return (int) in.int64();
    }
    return switch (name) {
      case "OK" -> 1;
      case "ERROR" -> 2;
      default -> 0;
    };
  }

  /** The name of an enum's value without what all of them begin with; null for its number. */
  private @Nullable String enumName(String prefix) throws IOException {
    if (in.isNumber() || in.isNull()) {
      return null;
    }
    String name = in.string().toUpperCase(Locale.ROOT);
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }
}
