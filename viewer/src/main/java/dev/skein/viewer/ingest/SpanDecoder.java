package dev.skein.viewer.ingest;

import java.util.Objects;

/**
 * Makes what clients send into spans that can be kept: every one of them is read by {@link
 * dev.skein.export.OtlpReader} without an error. Thread-safe; the arrays must not be changed
 * afterwards, for spans may be parts of them.
 *
 * <p>A body whose structure is wrong is refused as a whole; so are values nested deeper than 64
 * levels, and a resource of more than 100,000 attributes. Of a sound one, single spans that cannot
 * be kept are counted and left out: those without ids, with ids of zero or of another length, with
 * a start after the year 2262, or of more than 100,000 attributes, events and links.
 *
 * <p>What is kept makes sense: a parent's id of zero is no parent, a span that ends before it
 * begins takes no time, and one that tells only its start or only its end has both there.
 */
public final class SpanDecoder {
  private static final int MAX_FILE_BYTES = 64 << 20;

  private SpanDecoder() {}

  /**
   * Reads an OTLP {@code ExportTraceServiceRequest} in protobuf.
   *
   * @throws MalformedSpansException if it is none
   */
  public static DecodedSpans otlpProtobuf(byte[] body) throws MalformedSpansException {
    return otlpProtobuf(body, body.length);
  }

  /** Reads what an array begins with. */
  static DecodedSpans otlpProtobuf(byte[] body, int length) throws MalformedSpansException {
    SpanCollector spans = new SpanCollector();
    new OtlpRequestDecoder(body, 0, length, spans).decode();
    return spans.result();
  }

  /**
   * Reads an OTLP {@code ExportTraceServiceRequest} in JSON.
   *
   * @throws MalformedSpansException if it is none
   */
  public static DecodedSpans otlpJson(byte[] body) throws MalformedSpansException {
    return JsonBody.otlp(Objects.requireNonNull(body, "body"));
  }

  /**
   * Reads a list of spans as Zipkin's version 2 API has it in JSON.
   *
   * @throws MalformedSpansException if it is none
   */
  public static DecodedSpans zipkinJson(byte[] body) throws MalformedSpansException {
    return JsonBody.zipkin(Objects.requireNonNull(body, "body"));
  }

  /**
   * Reads a file of up to 64 MiB, as {@link #any(byte[], int)} does.
   *
   * @throws MalformedSpansException if it is none
   */
  public static DecodedSpans any(byte[] file) throws MalformedSpansException {
    return any(file, MAX_FILE_BYTES);
  }

  /**
   * Reads a file of spans in any of the formats, compressed by gzip or not: OTLP in protobuf, one
   * request or several after their lengths in four bytes each, as the Collector's file exporter
   * writes them; or one or more JSON documents, one after the other: OTLP's, Zipkin's, what
   * Jaeger's query service or Tempo answers. In it, a list of Zipkin's may hold lists, one for each
   * trace, as its server answers.
   *
   * @param maxBytes the most that it may be when it is no longer compressed
   * @throws MalformedSpansException if it is none
   */
  public static DecodedSpans any(byte[] file, int maxBytes) throws MalformedSpansException {
    return new SpanFile(maxBytes).decode(Objects.requireNonNull(file, "file"));
  }
}
