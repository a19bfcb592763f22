package dev.skein.viewer.ingest;

import dev.skein.SpanKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads traces as Jaeger's query service answers them and its page saves them, and writes them as
 * an OTLP request in protobuf. Any field may be null; what is unknown is passed over. For one
 * document.
 *
 * <p>The parent of a span is what it is a {@code CHILD_OF}, else what it {@code FOLLOWS_FROM}, in
 * its own trace; other references become links. What OpenTelemetry's exporters and Jaeger's
 * collector say in tags becomes what it was before.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/jaeger/">OpenTelemetry
 *     to Jaeger Transformation</a>
 */
final class JaegerReader {
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;
  private static final int FIRST_BYTES = 512;

  /** Who has more has something else in mind than to look at a trace. */
  static final int MAX_PROCESSES = 10_000;

  private static final int ATTRIBUTE_OF_RESOURCE = 0x0A;
  private static final int ATTRIBUTE_OF_SPAN = 0x4A;
  private static final int ATTRIBUTE_OF_EVENT = 0x1A;

  private final JsonInput in;
  private final MessageWriter out;
  private final JaegerTag tag = new JaegerTag();
  private final MessageWriter fields = new MessageWriter(FIRST_BYTES);
  private final MessageWriter event = new MessageWriter(FIRST_BYTES);
  private final List<Reference> references = new ArrayList<>();

  // of the span that is being read
  private byte[] traceId = ZipkinSpan.NO_ID;
  private byte[] parentId = ZipkinSpan.NO_ID;
  private long start;
  private long duration;
  private String process = "";
  private JaegerTag.Meaning meaning = new JaegerTag.Meaning();

  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared, never changed
  private record Reference(boolean isChildOf, byte[] traceId, byte[] spanId) {}

  JaegerReader(JsonInput in, MessageWriter out) {
    this.in = in;
    this.out = out;
  }

  /**
   * Reads what a document calls its data.
   *
   * @return whether there is a trace in it
   */
  boolean data() throws IOException {
    if (!in.isList()) {
      in.skip();
      return false;
    }
    boolean known = false;
    while (in.nextElement()) {
      if (in.isObject()) {
        known |= trace();
      } else {
        in.skip();
      }
    }
    return known;
  }

  private boolean trace() throws IOException {
    boolean known = false;
    Map<String, JaegerProcess> processes = new LinkedHashMap<>();
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "spans" -> {
          known = true;
          for (boolean more = in.beginList(); more && in.nextElement(); ) {
            expectObject();
            span();
            process(processes, process).add(meaning, fields);
          }
        }
        case "processes" -> {
          if (in.beginObject()) {
            for (String id = in.nextField(); id != null; id = in.nextField()) {
              processTags(process(processes, id));
            }
          }
        }
        default -> in.skip();
      }
    }
    processes.values().forEach(process -> process.write(out));
    return known;
  }

  private JaegerProcess process(Map<String, JaegerProcess> processes, String id)
      throws MalformedSpansException {
    JaegerProcess process = processes.computeIfAbsent(id, key -> new JaegerProcess());
    if (processes.size() > MAX_PROCESSES) {
      throw in.problem("more than " + MAX_PROCESSES + " processes");
    }
    return process;
  }

  private void processTags(JaegerProcess process) throws IOException {
    if (!in.beginObject()) {
      return;
    }
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "serviceName" ->
            JaegerTag.text("service.name", in.string(), ATTRIBUTE_OF_RESOURCE, process.resource);
        case "tags" -> {
          for (boolean more = in.beginList(); more && in.nextElement(); ) {
            tag();
            tag.write(ATTRIBUTE_OF_RESOURCE, process.resource);
          }
        }
        default -> in.skip();
      }
    }
  }

  private void span() throws IOException {
    clear();
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "traceID" -> traceId = in.hex(TRACE_ID_BYTES);
        case "spanID" -> id(0x12, in.hex(SPAN_ID_BYTES), fields);
        case "parentSpanID" -> parentId = in.hex(SPAN_ID_BYTES);
        case "operationName" -> in.string(0x2A, fields);
        case "startTime" -> start = ZipkinWriter.nanos(in.int64());
        case "duration" -> duration = ZipkinWriter.nanos(in.int64());
        case "flags" -> fields.fixed32(0x85, 0x01, in.uint32() & 0xFF);
        case "processID" -> process = in.string();
        case "references" -> references();
        case "tags" -> {
          for (boolean more = in.beginList(); more && in.nextElement(); ) {
            tag();
            if (!meaning.take(tag)) {
              tag.write(ATTRIBUTE_OF_SPAN, fields);
            }
          }
        }
        case "logs" -> {
          for (boolean more = in.beginList(); more && in.nextElement(); ) {
            expectObject();
            log();
          }
        }
        default -> in.skip();
      }
    }
    id(0x0A, traceId, fields);
    relatives();
    fields.varint(0x30, kind().otlpNumber());
    if (start != 0) {
      fields.fixed64(0x39, start);
      fields.fixed64(0x41, Math.max(start, start + duration));
    }
    meaning.write(fields);
  }

  private void clear() {
    fields.clear();
    references.clear();
    traceId = ZipkinSpan.NO_ID;
    parentId = ZipkinSpan.NO_ID;
    start = 0;
    duration = 0;
    process = "";
    meaning = new JaegerTag.Meaning();
  }

  private SpanKind kind() {
    return switch (meaning.kind().toLowerCase(Locale.ROOT)) {
      case "client" -> SpanKind.CLIENT;
      case "server" -> SpanKind.SERVER;
      case "producer" -> SpanKind.PRODUCER;
      case "consumer" -> SpanKind.CONSUMER;
      default -> SpanKind.INTERNAL;
    };
  }

  private static void id(int field, byte[] id, MessageWriter target) {
    if (id.length > 0) {
      target.bytes(field, id);
    }
  }

  private void references() throws IOException {
    for (boolean more = in.beginList(); more && in.nextElement(); ) {
      expectObject();
      String type = "";
      byte[] trace = ZipkinSpan.NO_ID;
      byte[] span = ZipkinSpan.NO_ID;
      for (String name = in.nextField(); name != null; name = in.nextField()) {
        switch (name) {
          case "refType" -> type = in.string();
          case "traceID" -> trace = in.hex(TRACE_ID_BYTES);
          case "spanID" -> span = in.hex(SPAN_ID_BYTES);
          default -> in.skip();
        }
      }
      references.add(new Reference(type.equals("CHILD_OF"), trace, span));
    }
  }

  /** Writes the parent, and other spans that are referred to as links. */
  private void relatives() {
    int parent = -1;
    for (int i = 0; i < references.size(); i++) {
      Reference reference = references.get(i);
      if (Arrays.equals(reference.traceId, traceId)
          && (parent < 0 || (reference.isChildOf && !references.get(parent).isChildOf))) {
        parent = i;
      }
    }
    id(0x22, parent < 0 ? parentId : references.get(parent).spanId, fields);
    for (int i = 0; i < references.size(); i++) {
      if (i != parent) {
        int link = fields.begin();
        id(0x0A, references.get(i).traceId, fields);
        id(0x12, references.get(i).spanId, fields);
        fields.end(0x6A, link);
      }
    }
  }

  private void log() throws IOException {
    event.clear();
    String called = "";
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "timestamp" -> event.fixed64(0x09, ZipkinWriter.nanos(in.int64()));
        case "fields" -> {
          for (boolean more = in.beginList(); more && in.nextElement(); ) {
            tag();
            if (tag.isNamed("event") && called.isEmpty()) {
              called = tag.text();
            } else {
              tag.write(ATTRIBUTE_OF_EVENT, event);
            }
          }
        }
        default -> in.skip();
      }
    }
    event.string(0x12, called.isEmpty() ? "log" : called);
    int mark = fields.begin();
    fields.fields(event);
    fields.end(0x5A, mark);
  }

  private void tag() throws IOException {
    expectObject();
    tag.read(in);
  }

  private void expectObject() throws IOException {
    if (!in.isObject()) {
      throw in.problem("an object was expected");
    }
  }
}
