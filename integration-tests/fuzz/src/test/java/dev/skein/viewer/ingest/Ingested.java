package dev.skein.viewer.ingest;

import dev.skein.StatusCode;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanData;
import dev.skein.fuzz.Check;
import dev.skein.viewer.store.SpanRecord;
import dev.skein.viewer.store.TraceId;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import dev.skein.viewer.store.TraceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has to hold of a body, whoever has read it: it is refused, or all of it can be shown. */
final class Ingested {
  private static final TraceStore STORE = TraceStores.inMemory(100_000, 64 << 20);
  private static final int LONGEST_MESSAGE = 400;

  private Ingested() {}

  /** What reads a body. */
  @FunctionalInterface
  interface Decoder {
    DecodedSpans decode(byte[] body) throws MalformedSpansException;
  }

  /** Reads a body and checks what becomes of it; null when it is refused. */
  static DecodedSpans check(byte[] body, Decoder decoder) {
    DecodedSpans decoded = decode(body, decoder);
    if (decoded == null) {
      return null;
    }
    Check.same(decoded.reason().isEmpty(), decoded.rejected() == 0, "whether nothing is wrong");
    isShort(decoded.reason());
    Set<TraceId> traces = new LinkedHashSet<>();
    decoded.spans().forEach(span -> traces.add(span.traceId()));
    STORE.clear();
    STORE.add(decoded.spans());
    List<SpanData> all = new ArrayList<>();
    for (TraceId id : traces) {
      TraceView trace = STORE.trace(id).orElseThrow();
      all.addAll(readBack(trace, decoded.spans()));
    }
    export(all);
    return decoded;
  }

  static DecodedSpans decode(byte[] body, Decoder decoder) {
    try {
      return decoder.decode(body);
    } catch (MalformedSpansException e) {
      Check.that(!e.getMessage().isEmpty(), "a reason is given");
      isShort(e.getMessage());
      return null;
    }
  }

  private static void isShort(String message) {
    Check.isPrintable(message);
    Check.that(message.length() <= LONGEST_MESSAGE, "a message is short", message.length());
  }

  /** What is stored can be read, and says what it is found by. */
  private static List<SpanData> readBack(TraceView trace, List<SpanRecord> records) {
    List<SpanData> spans;
    try {
      spans = OtlpReader.read(trace.toOtlp());
    } catch (MalformedOtlpException e) {
      throw new AssertionError("what is stored is not read back", e);
    }
    Check.same(spans.size(), trace.size(), "the number of spans");
    for (SpanData span : spans) {
      Check.that(
          records.stream().anyMatch(record -> isFoundBy(record, span)),
          "a span is found by what it says",
          span);
    }
    return spans;
  }

  private static boolean isFoundBy(SpanRecord record, SpanData span) {
    HexFormat hex = HexFormat.of();
    String parent = record.parentSpanId() == 0 ? "" : hex.toHexDigits(record.parentSpanId());
    Object service = span.resource().get("service.name");
    boolean named = service instanceof String name && !name.isEmpty();
    return record.traceId().toString().equals(span.traceId())
        && hex.toHexDigits(record.spanId()).equals(span.spanId())
        && parent.equals(span.parentSpanId())
        && record.name().equals(span.name())
        && record.kind() == span.kind()
        && record.startEpochNanos() == span.startEpochNanos()
        && record.startEpochNanos() >= 0
        && record.endEpochNanos() == span.endEpochNanos()
        && record.endEpochNanos() >= record.startEpochNanos()
        && record.error() == (span.statusCode() == StatusCode.ERROR)
        && record.source().service().equals(named ? service : "unknown_service");
  }

  /** What is exported is imported as what it was. */
  private static void export(List<SpanData> spans) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    DecodedSpans again;
    try {
      OtlpJson.write(spans, json);
      again = SpanDecoder.any(json.toByteArray());
    } catch (IOException e) {
      throw new AssertionError("what is exported is not imported", e);
    }
    Check.same(again.rejected(), 0, "the number of spans that are rejected");
    Check.same(again.spans().size(), spans.size(), "the number of spans that are imported");
    Map<String, Integer> names = new HashMap<>();
    spans.forEach(span -> names.merge(span.spanId() + span.name(), 1, Integer::sum));
    HexFormat hex = HexFormat.of();
    for (SpanRecord record : again.spans()) {
      names.merge(hex.toHexDigits(record.spanId()) + record.name(), -1, Integer::sum);
    }
    Check.that(names.values().stream().allMatch(count -> count == 0), "names stay", names);
  }
}
