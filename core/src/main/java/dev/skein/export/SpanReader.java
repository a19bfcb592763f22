package dev.skein.export;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one OTLP {@code Span} message. */
final class SpanReader {
  private static final HexFormat HEX = HexFormat.of();
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;

  private final ProtoInput in;
  private final AttributeReader attributeReader;

  private String traceId = "";
  private String spanId = "";
  private String parentSpanId = "";
  private String traceState = "";
  private int flags;
  private String name = "";
  private int kind;
  private long start;
  private long end;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private int droppedAttributes;
  private final List<SpanData.Event> events = new ArrayList<>();
  private int droppedEvents;
  private final List<SpanData.Link> links = new ArrayList<>();
  private int droppedLinks;
  private int statusCode;
  private String statusMessage = "";

  /** Reads the message that comes next. */
  SpanReader(ProtoInput in, AttributeReader attributeReader) throws MalformedOtlpException {
    this.in = in;
    this.attributeReader = attributeReader;
    attributeReader.count();
    int outer = in.enter();
    fields();
    in.leave(outer);
    if (traceId.isEmpty() || spanId.isEmpty()) {
      throw new MalformedOtlpException("a span without ids");
    }
  }

  SpanData toSpanData(Map<String, Object> resource, String scopeName, String scopeVersion) {
    return new SpanData(
        traceId,
        spanId,
        parentSpanId,
        traceState,
        flags,
        name,
        SpanKind.ofOtlpNumber(kind),
        start,
        end,
        Collections.unmodifiableMap(attributes),
        droppedAttributes,
        Collections.unmodifiableList(events),
        droppedEvents,
        Collections.unmodifiableList(links),
        droppedLinks,
        StatusCode.ofOtlpNumber(statusCode),
        statusMessage,
        resource,
        scopeName,
        scopeVersion);
  }

  private void fields() throws MalformedOtlpException {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x0A -> traceId = id(TRACE_ID_BYTES);
        case 0x12 -> spanId = id(SPAN_ID_BYTES);
        case 0x1A -> traceState = in.string();
        case 0x22 -> parentSpanId = id(SPAN_ID_BYTES);
        case 0x2A -> name = in.string();
        case 0x30 -> kind = (int) in.varint();
        case 0x39 -> start = in.fixed64();
        case 0x41 -> end = in.fixed64();
        case 0x4A -> attributeReader.keyValue(attributes);
        case 0x50 -> droppedAttributes = (int) in.varint();
        case 0x5A -> event();
        case 0x60 -> droppedEvents = (int) in.varint();
        case 0x6A -> link();
        case 0x70 -> droppedLinks = (int) in.varint();
        case 0x7A -> status();
        case 0x85 -> flags = in.fixed32();
        default -> in.skip(tag);
      }
    }
  }

  private void event() throws MalformedOtlpException {
    attributeReader.count();
    int outer = in.enter();
    String eventName = "";
    long time = 0;
    int dropped = 0;
    Map<String, Object> eventAttributes = new LinkedHashMap<>();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x09 -> time = in.fixed64();
        case 0x12 -> eventName = in.string();
        case 0x1A -> attributeReader.keyValue(eventAttributes);
        case 0x20 -> dropped = (int) in.varint();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    Map<String, Object> fixed = Collections.unmodifiableMap(eventAttributes);
    events.add(new SpanData.Event(eventName, time, fixed, dropped));
  }

  private void link() throws MalformedOtlpException {
    attributeReader.count();
    int outer = in.enter();
    String linkTraceId = "";
    String linkSpanId = "";
    String linkTraceState = "";
    int linkFlags = 0;
    int dropped = 0;
    Map<String, Object> linkAttributes = new LinkedHashMap<>();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x0A -> linkTraceId = id(TRACE_ID_BYTES);
        case 0x12 -> linkSpanId = id(SPAN_ID_BYTES);
        case 0x1A -> linkTraceState = in.string();
        case 0x22 -> attributeReader.keyValue(linkAttributes);
        case 0x28 -> dropped = (int) in.varint();
        case 0x35 -> linkFlags = in.fixed32();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    Map<String, Object> fixed = Collections.unmodifiableMap(linkAttributes);
    links.add(
        new SpanData.Link(linkTraceId, linkSpanId, linkTraceState, linkFlags, fixed, dropped));
  }

  private void status() throws MalformedOtlpException {
    int outer = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x12 -> statusMessage = in.string();
        case 0x18 -> statusCode = (int) in.varint();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
  }

  /** An id in hexadecimal; empty when the field is there but has no bytes. */
  private String id(int expected) throws MalformedOtlpException {
    byte[] id = in.bytes();
    if (id.length != expected && id.length != 0) {
      throw new MalformedOtlpException("an id of " + id.length + " bytes, not " + expected);
    }
    return HEX.formatHex(id);
  }
}
