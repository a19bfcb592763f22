package dev.skein.viewer.store;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace as far as it has come: what its spans are found by, without reading them. Spans are
 * numbered from 0 in the order of their arrival. Immutable, and valid after its trace has left the
 * store; as it keeps the memory of its spans, nobody should hold it for long.
 */
public interface TraceView {
  /** The trace's id. */
  TraceId id();

  /** A number that rises with every trace that begins to arrive at a store. */
  long sequence();

  /** How many spans have come so far; at least one. */
  int size();

  /** The id of a span. */
  long spanId(int span);

  /** The id of a span's parent; zero for a root. */
  long parentSpanId(int span);

  /** The name of the service that a span comes from; equal names are mostly the same object. */
  String service(int span);

  /** The name of a span; equal names are mostly the same object. */
  String name(int span);

  /** The kind of a span. */
  SpanKind kind(int span);

  /** When a span began: nanoseconds since 1970-01-01T00:00Z. */
  long startEpochNanos(int span);

  /** How long a span took in nanoseconds; never negative. */
  long durationNanos(int span);

  /** Whether the status of a span is an error. */
  boolean error(int span);

  /**
   * An attribute of a span: text, or a number or boolean as Java prints it; null if there is none,
   * or another value. It is looked up in the span's bytes; the rest of the span is not decoded.
   */
  @Nullable String attribute(int span, String name);

  /** All of the spans, decoded, in the order of their arrival. */
  List<SpanData> spans();

  /** All of the spans as the bytes of an OTLP {@code ExportTraceServiceRequest}. */
  byte[] toOtlp();
}
