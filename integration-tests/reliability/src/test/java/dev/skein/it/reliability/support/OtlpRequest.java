package dev.skein.it.reliability.support;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came from a connection.
 *
 * @param target the path, with its query
 * @param headers by their names in lower case
 * @param body unpacked
 */
public record OtlpRequest(String target, Map<String, String> headers, byte[] body) {
  private static final int MAX_LINE = 16 << 10;
  private static final int MAX_BODY = 64 << 20;

  /** The next request of a connection; null when it ends before one. */
  public static @Nullable OtlpRequest read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    String[] words = first.split(" ");
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(Math.min(length, MAX_BODY));
    if (body.length < length) {
      throw new EOFException("the body ends after " + body.length + " of " + length + " bytes");
    }
    return new OtlpRequest(words[1], headers, body);
  }

  /** Up to the line's end, which is not part of it; empty at the end of the stream, too. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
      if (line.size() > MAX_LINE) {
        throw new IOException("a line of more than " + MAX_LINE + " bytes");
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** The ids of its spans, in their order. */
  public long[] spanIds() throws IOException {
    ExportTraceServiceRequest request = message();
    int count = 0;
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        count += scope.getSpansCount();
      }
    }
    long[] ids = new long[count];
    int i = 0;
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          ids[i++] = span.getSpanId().asReadOnlyByteBuffer().getLong();
        }
      }
    }
    return ids;
  }

  /** What OpenTelemetry's own classes make of the body. */
  public ExportTraceServiceRequest message() throws IOException {
    InputStream in = new ByteArrayInputStream(body);
    if ("gzip".equals(headers.get("content-encoding"))) {
      in = new GZIPInputStream(in);
    }
    return ExportTraceServiceRequest.parseFrom(in);
  }
}
