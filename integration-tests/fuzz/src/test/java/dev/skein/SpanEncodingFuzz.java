package dev.skein;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skein.export.ExportResult;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanData;
import dev.skein.export.SpanExporter;
import dev.skein.fuzz.Check;
import dev.skein.fuzz.LogWatch;
import dev.skein.fuzz.SpanMaker;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What an application sets is what OpenTelemetry's decoder reads, and ours. */
public final class SpanEncodingFuzz {
  private static final int MAX_OPERATIONS = 100;
  private static final Capture SENT = new Capture();
  private static final Skein SKEIN =
      Skein.builder().options(SkeinOptions.builder().build()).exporter(SENT).build();

  private SpanEncodingFuzz() {}

  /** Keeps the batch that was sent last. */
  private static final class Capture implements SpanExporter {
    private volatile byte[] bytes = {};

    @Override
    public CompletableFuture<ExportResult> export(SpanBatch batch) {
      bytes = batch.toByteArray();
      return CompletableFuture.completedFuture(ExportResult.success());
    }
  }

  public static void fuzzerTestOneInput(byte[] data)
      throws InvalidProtocolBufferException, MalformedOtlpException {
    SpanMaker maker = new SpanMaker(data);
    String name = maker.text();
    Span span = SKEIN.tracer().startSpan(name, SpanKind.INTERNAL, Context.root());
    Map<String, Object> attributes = new LinkedHashMap<>();
    List<String> events = new ArrayList<>();
    for (int i = 0; i < MAX_OPERATIONS && maker.hasMore(); i++) {
      if (maker.number() % 4 == 0) {
        String event = maker.text();
        events.add(encoded(event));
        span.addEvent(event, attributes(maker));
      } else {
        set(span, maker, attributes);
      }
    }
    span.end();
    SKEIN.flush(Duration.ofSeconds(60));

    var theirs =
        ExportTraceServiceRequest.parseFrom(SENT.bytes)
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpans(0);
    SpanData ours = OtlpReader.read(SENT.bytes).get(0);
    Check.same(theirs.getName(), encoded(name), "the name");
    Check.same(ours.name(), theirs.getName(), "the name as we read it");
    Object expected = comparable(attributes);
    Check.same(values(theirs.getAttributesList()), expected, "the attributes");
    Check.same(comparable(ours.attributes()), expected, "the attributes as we read them");
    Check.same(theirs.getEventsList().stream().map(e -> e.getName()).toList(), events, "events");
    Check.same(theirs.getDroppedAttributesCount(), 0, "what was dropped");
    LogWatch.sawNothing();
  }

  private static void set(Span span, SpanMaker maker, Map<String, Object> attributes) {
    String name = maker.name();
    Object value = maker.decodedValue(0);
    attributes.put(name, value);
    if (value instanceof String text) {
      span.setAttribute(name, text);
    } else if (value instanceof Long number) {
      span.setAttribute(name, number);
    } else if (value instanceof Double number) {
      span.setAttribute(name, number);
    } else if (value instanceof Boolean truth) {
      span.setAttribute(name, truth);
    } else {
      span.setAttribute(AttributeKey.valueKey(name), SpanMaker.value(value));
    }
  }

  private static Attributes attributes(SpanMaker maker) {
    Attributes.Builder attributes = Attributes.builder();
    for (int count = maker.number() % 4; count > 0; count--) {
      attributes.put(AttributeKey.valueKey(maker.name()), SpanMaker.value(maker.decodedValue(0)));
    }
    return attributes.build();
  }

  /** Half of a surrogate pair is a question mark in UTF-8, as the JDK has it. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    text.codePoints().forEach(c -> encoded.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? '?' : c));
    return encoded.toString();
  }

  /** A value that equals what another decoder makes of it. */
  private static Object comparable(Object value) {
    if (value instanceof String text) {
      return encoded(text);
    } else if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    } else if (value instanceof List<?> list) {
      return list.stream().map(SpanEncodingFuzz::comparable).toList();
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, Object> comparable = new LinkedHashMap<>();
      map.forEach((key, element) -> comparable.put(comparable(key), comparable(element)));
      return comparable;
    }
    return value;
  }

  private static Map<String, Object> values(List<KeyValue> attributes) {
    Map<String, Object> values = new LinkedHashMap<>();
    attributes.forEach(pair -> values.put(pair.getKey(), value(pair.getValue())));
    return values;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BYTES_VALUE -> ByteBuffer.wrap(value.getBytesValue().toByteArray());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(SpanEncodingFuzz::value).toList();
      case KVLIST_VALUE -> values(value.getKvlistValue().getValuesList());
      default -> throw new AssertionError(value);
    };
  }
}
