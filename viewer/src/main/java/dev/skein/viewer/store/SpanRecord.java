package dev.skein.viewer.store;

import dev.skein.SpanKind;

/**
 * A span on its way into the store: what it is found by, and all of it as the bytes of an OTLP
 * {@code Span} message. The bytes may be part of a larger array, which nobody changes any more; the
 * store copies them.
 *
 * @param spanId not zero
 * @param parentSpanId zero for a root
 * @param startEpochNanos nanoseconds since 1970-01-01T00:00Z
 * @param endEpochNanos nanoseconds since 1970-01-01T00:00Z; not before the start
 * @param error whether the status is an error
 * @param terms {@link AttributeTerm#hash hashes} of its attributes, with and without their values
 * @param source where it comes from
 * @param bytes the array that holds the message
 * @param offset where the message begins
 * @param length its length in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier: never compared, never changed
public record SpanRecord(
    TraceId traceId,
    long spanId,
    long parentSpanId,
    String name,
    SpanKind kind,
    long startEpochNanos,
    long endEpochNanos,
    boolean error,
    int[] terms,
    Source source,
    byte[] bytes,
    int offset,
    int length) {}
