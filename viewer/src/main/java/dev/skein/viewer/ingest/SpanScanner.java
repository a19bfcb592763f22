package dev.skein.viewer.ingest;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.viewer.store.Source;
import dev.skein.viewer.store.SpanRecord;
import dev.skein.viewer.store.TraceId;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTLP {@code Span} messages where they lie: what a span is found by, and whether core's
 * reader will take it. Not thread-safe.
 */
final class SpanScanner {
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;

  private final WireReader in;
  private final AttributeScanner attributes;
  private final TextCache names = new TextCache();

  private TraceId lastTraceId = new TraceId(0, 0);
  private int traceIdBytes;
  private long traceIdHigh;
  private long traceIdLow;
  private int spanIdBytes;
  private long spanId;
  private int parentBytes;
  private long parentSpanId;
  private int nameFrom;
  private int nameTo;
  private int kind;
  private long start;
  private long end;
  private int status;
  private String problem = "";

  SpanScanner(WireReader in, AttributeScanner attributes) {
    this.in = in;
    this.attributes = attributes;
  }

  /** Why the span that was read last cannot be kept. */
  String problem() {
    return problem;
  }

  /**
   * Reads the rest of the current message as a span.
   *
   * @param source where it comes from
   * @return null when it cannot be kept
   */
  @Nullable SpanRecord read(Source source) throws MalformedSpansException {
    int from = in.position();
    int length = in.limit() - from;
    clear();
    fields();
    if (!canBeKept()) {
      return null;
    }
    if (lastTraceId.high() != traceIdHigh || lastTraceId.low() != traceIdLow) {
      lastTraceId = new TraceId(traceIdHigh, traceIdLow);
    }
    byte[] bytes = in.array();
    int offset = from;
    SpanPatch patch = SpanPatch.of(start, end, parentBytes != 0 && parentSpanId == 0);
    if (patch != null) {
      bytes = patch.append(bytes, from, length);
      offset = 0;
      length = bytes.length;
      start = patch.start();
      end = patch.end();
    }
    return new SpanRecord(
        lastTraceId,
        spanId,
        parentSpanId,
        names.of(in.array(), nameFrom, nameTo),
        SpanKind.ofOtlpNumber(kind),
        start,
        end,
        status == StatusCode.ERROR.otlpNumber(),
        attributes.terms(),
        source,
        bytes,
        offset,
        length);
  }

  private void clear() {
    attributes.reset();
    traceIdBytes = 0;
    traceIdHigh = 0;
    traceIdLow = 0;
    spanIdBytes = 0;
    spanId = 0;
    parentBytes = 0;
    parentSpanId = 0;
    nameFrom = 0;
    nameTo = 0;
    kind = 0;
    start = 0;
    end = 0;
    status = 0;
    problem = "";
  }

  private boolean canBeKept() {
    if (problem.isEmpty()) {
      if (traceIdBytes == 0 || (traceIdHigh | traceIdLow) == 0) {
        problem = traceIdBytes == 0 ? "no trace id" : "a trace id of zero";
      } else if (spanIdBytes == 0 || spanId == 0) {
        problem = spanIdBytes == 0 ? "no span id" : "a span id of zero";
      } else if (start < 0) {
        problem = "a start after the year 2262";
      } else if (attributes.isTooMuch()) {
        problem = "more than " + AttributeScanner.MAX_ELEMENTS + " attributes, events and links";
      }
    }
    return problem.isEmpty();
  }

  private void fields() throws MalformedSpansException {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x0A -> traceId();
        case 0x12 -> {
          spanIdBytes = idBytes(SPAN_ID_BYTES, "a span id");
          spanId = spanIdBytes == 0 ? 0 : in.idAt(in.position() - SPAN_ID_BYTES);
        }
        case 0x22 -> {
          parentBytes = idBytes(SPAN_ID_BYTES, "a parent's id");
          parentSpanId = parentBytes == 0 ? 0 : in.idAt(in.position() - SPAN_ID_BYTES);
        }
        case 0x2A -> {
          int length = in.text();
          nameTo = in.position();
          nameFrom = nameTo - length;
        }
        case 0x30 -> kind = (int) in.varint();
        case 0x39 -> start = in.fixed64();
        case 0x41 -> end = in.fixed64();
        case 0x4A -> attributes.indexed();
        case 0x5A -> event();
        case 0x6A -> link();
        case 0x7A -> status();
        default -> in.skip(tag);
      }
    }
  }

  private void traceId() throws MalformedSpansException {
    traceIdBytes = idBytes(TRACE_ID_BYTES, "a trace id");
    int at = in.position() - traceIdBytes;
    traceIdHigh = traceIdBytes == 0 ? 0 : in.idAt(at);
    traceIdLow = traceIdBytes == 0 ? 0 : in.idAt(at + Long.BYTES);
  }

  /** Passes over an id; returns its length, or 0 for one that is of no use. */
  private int idBytes(int expected, String what) throws MalformedSpansException {
    int length = in.text();
    if (length == expected || length == 0) {
      return length;
    }
    if (problem.isEmpty()) {
      problem = what + " of " + length + " bytes, not " + expected;
    }
    return 0;
  }

  private void event() throws MalformedSpansException {
    attributes.count();
    int outer = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x1A) {
        attributes.keyValue();
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
  }

  private void link() throws MalformedSpansException {
    attributes.count();
    int outer = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x0A -> idBytes(TRACE_ID_BYTES, "a link's trace id");
        case 0x12 -> idBytes(SPAN_ID_BYTES, "a link's span id");
        case 0x22 -> attributes.keyValue();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
  }

  private void status() throws MalformedSpansException {
    int outer = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x18) {
        status = (int) in.varint();
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
  }
}
