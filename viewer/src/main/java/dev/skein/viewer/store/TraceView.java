package dev.skein.viewer.store;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.List;

/**
 * A trace as far as it has come: what its spans are found by, without reading them. Spans are
 * numbered from 0 in the order of their arrival. Not thread-safe; valid as long as whoever gave it
 * says.
 */
public interface TraceView {
  /** The trace's id. */
  TraceId id();

  /** How many spans have come so far; at least one. */
  int size();

  /** The id of a span. */
  long spanId(int span);

  /** The id of a span's parent; zero for a root. */
  long parentSpanId(int span);

  /** The name of the service that a span comes from. */
  String service(int span);

  /** The name of a span. */
  String name(int span);

  /** The kind of a span. */
  SpanKind kind(int span);

  /** When a span began: nanoseconds since 1970-01-01T00:00Z. */
  long startEpochNanos(int span);

  /** How long a span took in nanoseconds; never negative. */
  long durationNanos(int span);

  /** Whether the status of a span is an error. */
  boolean error(int span);

  /** All of the spans, decoded, in the order of their arrival. */
  List<SpanData> spans();

  /** All of the spans as the bytes of an OTLP {@code ExportTraceServiceRequest}. */
  byte[] toOtlp();
}
