package dev.skein.testkit;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.util.List;
import java.util.Map;

/** Spans made by hand. */
final class Spans {
  static final String TRACE_ID = "0000000000000000000000000000000a";

  private final String name;
  private final long id;
  private final long parentId;
  private long startMicros;
  private long endMicros;
  private SpanKind kind = SpanKind.INTERNAL;
  private StatusCode status = StatusCode.UNSET;
  private String statusMessage = "";
  private Map<String, Object> attributes = Map.of();
  private List<SpanData.Event> events = List.of();
  private Map<String, Object> resource = Map.of();

  private Spans(String name, long id, long parentId) {
    this.name = name;
    this.id = id;
    this.parentId = parentId;
  }

  /** A span; parent zero for a root. */
  static Spans span(String name, long id, long parentId) {
    return new Spans(name, id, parentId);
  }

  Spans at(long startMicros, long endMicros) {
    this.startMicros = startMicros;
    this.endMicros = endMicros;
    return this;
  }

  Spans in(String service) {
    resource = Map.of("service.name", service);
    return this;
  }

  Spans kind(SpanKind kind) {
    this.kind = kind;
    return this;
  }

  Spans status(StatusCode status, String message) {
    this.status = status;
    this.statusMessage = message;
    return this;
  }

  Spans attributes(Map<String, Object> attributes) {
    this.attributes = attributes;
    return this;
  }

  Spans event(String name) {
    events = List.of(new SpanData.Event(name, 0, Map.of(), 0));
    return this;
  }

  SpanData build() {
    return new SpanData(
        TRACE_ID,
        hex(id),
        parentId == 0 ? "" : hex(parentId),
        "",
        1,
        name,
        kind,
        startMicros * 1000,
        endMicros * 1000,
        attributes,
        0,
        events,
        0,
        List.of(),
        0,
        status,
        statusMessage,
        resource,
        "",
        "");
  }

  private static String hex(long id) {
    return String.format("%016x", id);
  }
}
