package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.ExportResult;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanData;
import dev.skein.export.SpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a span holds, OpenTelemetry's decoder and ours read the same, and what was set. */
class OtlpPropertyTest {
  private static final HexFormat HEX = HexFormat.of();

  private byte[] bytes = {};

  private final SpanExporter exporter =
      new SpanExporter() {
        @Override
        public CompletableFuture<ExportResult> export(SpanBatch batch) {
          bytes = batch.toByteArray();
          return CompletableFuture.completedFuture(ExportResult.success());
        }
      };

  @Provide
  Arbitrary<Map<String, Object>> attributes() {
    Arbitrary<String> text = text();
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            text.map(Object.class::cast),
            Arbitraries.longs().map(Object.class::cast),
            Arbitraries.doubles().map(Object.class::cast),
            Arbitraries.of(true, false).map(Object.class::cast));
    return Arbitraries.maps(text.filter(key -> !key.isEmpty()), values).ofMaxSize(12);
  }

  /** Of any length that is kept, and without halves of surrogate pairs. */
  @Provide
  Arbitrary<String> text() {
    return Arbitraries.strings()
        .withCharRange('\u0000', (char) (Character.MIN_SURROGATE - 1))
        .withCharRange((char) (Character.MAX_SURROGATE + 1), Character.MAX_VALUE)
        .ofMaxLength(200);
  }

  @Property(tries = 300)
  void span_ofAnyContent_isReadByBothDecodersAsItWasSet(
      @ForAll("text") String name,
      @ForAll("attributes") Map<String, Object> attributes,
      @ForAll("text") String event,
      @ForAll("attributes") Map<String, Object> more,
      @ForAll("text") String description,
      @ForAll SpanKind kind,
      @ForAll long traceId,
      @ForAll long parentId)
      throws Exception {
    SpanContext parent =
        SpanContext.remote(traceId, 1, parentId | 1, (byte) 1, TraceState.parse(List.of("a=b")));
    SkeinOptions options = SkeinOptions.builder().serviceName("random").build();
    try (Skein skein = Skein.builder().options(options).exporter(exporter).build()) {
      Span span = skein.tracer().startSpan(name, kind, parent);
      attributes.forEach((key, value) -> set(span, key, value));
      span.addEvent(event, toAttributes(more));
      span.addLink(parent, toAttributes(more));
      span.setStatus(StatusCode.ERROR, description);
      span.end();
      skein.flush(Duration.ofMinutes(5));
    }

    var theirs = theirs();
    SpanData ours = OtlpReader.read(bytes).get(0);

    assertThat(theirs.getName()).isEqualTo(name).isEqualTo(ours.name());
    assertThat(values(theirs.getAttributesList())).isEqualTo(attributes);
    assertThat(ours.attributes()).isEqualTo(attributes);
    assertThat(theirs.getKindValue()).isEqualTo(kind.otlpNumber());
    assertThat(ours.kind()).isEqualTo(kind);
    assertThat(hex(theirs.getTraceId())).isEqualTo(parent.traceId()).isEqualTo(ours.traceId());
    assertThat(hex(theirs.getSpanId())).isEqualTo(ours.spanId());
    assertThat(hex(theirs.getParentSpanId()))
        .isEqualTo(parent.spanId())
        .isEqualTo(ours.parentSpanId());
    assertThat(theirs.getTraceState()).isEqualTo("a=b").isEqualTo(ours.traceState());
    assertThat(theirs.getStartTimeUnixNano()).isEqualTo(ours.startEpochNanos());
    assertThat(theirs.getEndTimeUnixNano()).isEqualTo(ours.endEpochNanos());
    assertThat(theirs.getFlags()).isEqualTo(ours.flags()).isEqualTo(0x301);
    assertThat(theirs.getStatus().getMessage())
        .isEqualTo(description)
        .isEqualTo(ours.statusMessage());
    assertThat(theirs.getEvents(0).getName())
        .isEqualTo(event)
        .isEqualTo(ours.events().get(0).name());
    assertThat(values(theirs.getEvents(0).getAttributesList()))
        .isEqualTo(more)
        .isEqualTo(ours.events().get(0).attributes());
    assertThat(theirs.getEvents(0).getTimeUnixNano()).isEqualTo(ours.events().get(0).epochNanos());
    assertThat(hex(theirs.getLinks(0).getTraceId()))
        .isEqualTo(parent.traceId())
        .isEqualTo(ours.links().get(0).traceId());
    assertThat(values(theirs.getLinks(0).getAttributesList()))
        .isEqualTo(more)
        .isEqualTo(ours.links().get(0).attributes());
    assertThat(theirs.getDroppedAttributesCount())
        .isEqualTo(ours.droppedAttributesCount())
        .isZero();
  }

  /** By way of gzip, as bytes go out when compression is on. */
  private io.opentelemetry.proto.trace.v1.Span theirs() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    }
    GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.toByteArray()));
    ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(in);
    assertThat(request.getUnknownFields().asMap()).isEmpty();
    return request.getResourceSpans(0).getScopeSpans(0).getSpans(0);
  }

  private static void set(Span span, String key, Object value) {
    if (value instanceof String text) {
      span.setAttribute(key, text);
    } else if (value instanceof Long number) {
      span.setAttribute(key, number);
    } else if (value instanceof Double number) {
      span.setAttribute(key, number);
    } else {
      span.setAttribute(key, (boolean) value);
    }
  }

  private static Attributes toAttributes(Map<String, Object> values) {
    Attributes.Builder attributes = Attributes.builder();
    values.forEach(
        (key, value) -> {
          if (value instanceof String text) {
            attributes.put(key, text);
          } else if (value instanceof Long number) {
            attributes.put(key, number);
          } else if (value instanceof Double number) {
            attributes.put(key, number);
          } else {
            attributes.put(key, (boolean) value);
          }
        });
    return attributes.build();
  }

  private static Map<String, Object> values(List<KeyValue> attributes) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (KeyValue attribute : attributes) {
      values.put(attribute.getKey(), value(attribute.getValue()));
    }
    return values;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      default -> throw new AssertionError(value);
    };
  }

  private static String hex(com.google.protobuf.ByteString id) {
    return HEX.formatHex(id.toByteArray());
  }
}
