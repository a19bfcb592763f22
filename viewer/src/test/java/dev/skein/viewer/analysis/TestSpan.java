package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spans made by hand. */
public final class TestSpan {
  /** The trace of all of them. */
  public static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  /** A millisecond. */
  public static final long MILLI = 1_000_000;

  private final long id;
  private final long parentId;
  private final String name;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private SpanKind kind = SpanKind.INTERNAL;
  private long startNanos;
  private long endNanos;
  private StatusCode status = StatusCode.UNSET;
  private String statusMessage = "";
  private List<SpanData.Event> events = List.of();
  private Map<String, Object> resource = Map.of("service.name", "shop");

  private TestSpan(long id, long parentId, String name) {
    this.id = id;
    this.parentId = parentId;
    this.name = name;
  }

  /** A span; parent zero for a root. */
  public static TestSpan span(long id, long parentId, String name) {
    return new TestSpan(id, parentId, name);
  }

  public TestSpan kind(SpanKind kind) {
    this.kind = kind;
    return this;
  }

  public TestSpan millis(long start, long end) {
    return nanos(start * MILLI, end * MILLI);
  }

  public TestSpan nanos(long start, long end) {
    startNanos = start;
    endNanos = end;
    return this;
  }

  public TestSpan in(String service) {
    resource = Map.of("service.name", service);
    return this;
  }

  public TestSpan resource(Map<String, Object> resource) {
    this.resource = resource;
    return this;
  }

  public TestSpan failed(String message) {
    status = StatusCode.ERROR;
    statusMessage = message;
    return this;
  }

  public TestSpan threw(String type, String message) {
    events =
        List.of(
            new SpanData.Event(
                "exception", 0, Map.of("exception.type", type, "exception.message", message), 0));
    return attribute("error.type", type).failed("");
  }

  public TestSpan attribute(String name, Object value) {
    attributes.put(name, value);
    return this;
  }

  public SpanData build() {
    return new SpanData(
        TRACE_ID,
        HexFormat.of().toHexDigits(id),
        parentId == 0 ? "" : HexFormat.of().toHexDigits(parentId),
        "",
        0x101,
        name,
        kind,
        startNanos,
        endNanos,
        attributes,
        0,
        events,
        0,
        List.of(),
        0,
        status,
        statusMessage,
        resource,
        "dev.skein",
        "1");
  }
}
