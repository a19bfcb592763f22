package dev.skein.viewer.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.AttributeTerm;
import dev.skein.viewer.store.Source;
import dev.skein.viewer.store.SpanRecord;
import dev.skein.viewer.store.TraceId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpProtobufTest {
  private static final ByteString TRACE_ID = ByteString.fromHex("0af7651916cd43dd8448eb211c80319c");
  private static final ByteString SPAN_ID = ByteString.fromHex("b7ad6b7169203331");
  private static final long START = 1_700_000_000_000_000_001L;

  private static Span.Builder span() {
    return Span.newBuilder()
        .setTraceId(TRACE_ID)
        .setSpanId(SPAN_ID)
        .setName("GET /orders/{id}")
        .setStartTimeUnixNano(START)
        .setEndTimeUnixNano(START + 500);
  }

  private static ExportTraceServiceRequest request(Span.Builder... spans) {
    ScopeSpans.Builder scope =
        ScopeSpans.newBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("dev.x").setVersion("1.2"));
    for (Span.Builder span : spans) {
      scope.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().setResource(resource("shop")).addScopeSpans(scope))
        .build();
  }

  private static Resource resource(String service) {
    return Resource.newBuilder()
        .addAttributes(attribute("service.name", AnyValue.newBuilder().setStringValue(service)))
        .build();
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static SpanRecord only(Span.Builder span) throws IOException {
    DecodedSpans decoded = SpanDecoder.otlpProtobuf(request(span).toByteArray());
    assertThat(decoded.spans()).hasSize(1);
    assertThat(decoded.rejected()).isZero();
    assertThat(decoded.reason()).isEmpty();
    return decoded.spans().get(0);
  }

  private static DecodedSpans rejected(Span.Builder span) throws IOException {
    DecodedSpans decoded = SpanDecoder.otlpProtobuf(request(span(), span, span()).toByteArray());
    assertThat(decoded.spans()).hasSize(2);
    assertThat(decoded.rejected()).isOne();
    return decoded;
  }

  @Test
  void span_isFoundByWhatItSays() throws IOException {
    SpanRecord record =
        only(
            span()
                .setParentSpanId(ByteString.fromHex("00f067aa0ba902b7"))
                .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR)));

    assertThat(record.traceId()).isEqualTo(TraceId.parse("0af7651916cd43dd8448eb211c80319c"));
    assertThat(record.spanId()).isEqualTo(0xb7ad6b7169203331L);
    assertThat(record.parentSpanId()).isEqualTo(0x00f067aa0ba902b7L);
    assertThat(record.name()).isEqualTo("GET /orders/{id}");
    assertThat(record.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(record.startEpochNanos()).isEqualTo(START);
    assertThat(record.endEpochNanos()).isEqualTo(START + 500);
    assertThat(record.error()).isTrue();
    assertThat(record.source().service()).isEqualTo("shop");
  }

  @Test
  void span_isASliceOfTheBody() throws IOException {
    byte[] body = request(span(), span().setName("second")).toByteArray();
    List<SpanRecord> spans = SpanDecoder.otlpProtobuf(body).spans();

    assertThat(spans).allSatisfy(record -> assertThat(record.bytes()).isSameAs(body));
    Span second = Span.parseFrom(ReadBack.bytes(spans.get(1)));
    assertThat(second).isEqualTo(span().setName("second").build());
  }

  @Test
  void termsOfAttributes_areThoseThatAreLookedFor() throws IOException {
    SpanRecord record =
        only(
            span()
                .addAttributes(attribute("text", AnyValue.newBuilder().setStringValue("payé")))
                .addAttributes(attribute("clé", AnyValue.newBuilder().setStringValue("")))
                .addAttributes(attribute("no", AnyValue.newBuilder().setBoolValue(false)))
                .addAttributes(attribute("min", AnyValue.newBuilder().setIntValue(Long.MIN_VALUE)))
                .addAttributes(attribute("zero", AnyValue.newBuilder().setIntValue(0)))
                .addAttributes(attribute("half", AnyValue.newBuilder().setDoubleValue(0.5)))
                .addAttributes(attribute("unset", AnyValue.newBuilder()))
                .addAttributes(attribute("bytes", AnyValue.newBuilder().setBytesValue(TRACE_ID))));

    assertThat(record.terms())
        .containsExactly(
            AttributeTerm.hash("text", null),
            AttributeTerm.hash("text", "payé"),
            AttributeTerm.hash("clé", null),
            AttributeTerm.hash("clé", ""),
            AttributeTerm.hash("no", null),
            AttributeTerm.hash("no", "false"),
            AttributeTerm.hash("min", null),
            AttributeTerm.hash("min", "-9223372036854775808"),
            AttributeTerm.hash("zero", null),
            AttributeTerm.hash("zero", "0"),
            AttributeTerm.hash("half", null),
            AttributeTerm.hash("half", "0.5"),
            AttributeTerm.hash("bytes", null));
  }

  @Test
  void sourcesThatAreEqual_areTheSameObject() throws IOException {
    ExportTraceServiceRequest request = request(span(), span());
    List<SpanRecord> spans =
        SpanDecoder.otlpProtobuf(
                request.toBuilder()
                    .addAllResourceSpans(request.getResourceSpansList())
                    .build()
                    .toByteArray())
            .spans();

    assertThat(spans).hasSize(4);
    Source source = spans.get(0).source();
    assertThat(spans).allSatisfy(record -> assertThat(record.source()).isSameAs(source));
    assertThat(Resource.parseFrom(source.resource())).isEqualTo(resource("shop"));
    assertThat(InstrumentationScope.parseFrom(source.scope()).getName()).isEqualTo("dev.x");
  }

  @Test
  void resourceAndScopeAfterTheSpans_areTheirs() throws IOException {
    ByteString spans = ScopeSpans.newBuilder().addSpans(span()).build().toByteString();
    ByteString scope =
        ScopeSpans.newBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("late"))
            .build()
            .toByteString();
    ByteString inner = spans.concat(scope);
    ByteString body =
        ResourceSpans.newBuilder()
            .addScopeSpans(ScopeSpans.parseFrom(inner))
            .build()
            .toByteString();
    // written by hand: the library puts the fields in order
    ByteString late = field(2, inner).concat(field(1, resource("shop").toByteString()));
    assertThat(ResourceSpans.parseFrom(late).getScopeSpans(0).getScope().getName())
        .isEqualTo("late");

    SpanRecord record = SpanDecoder.otlpProtobuf(field(1, late).toByteArray()).spans().get(0);

    assertThat(body).isNotEqualTo(late);
    assertThat(record.source().service()).isEqualTo("shop");
    assertThat(ReadBack.span(record).scopeName()).isEqualTo("late");
  }

  @Test
  void resourceInParts_isOne() throws IOException {
    Resource rest =
        Resource.newBuilder()
            .addAttributes(attribute("host.name", AnyValue.newBuilder().setStringValue("h1")))
            .build();
    ByteString parts =
        field(1, resource("shop").toByteString())
            .concat(field(2, ScopeSpans.newBuilder().addSpans(span()).build().toByteString()))
            .concat(field(1, rest.toByteString()));

    SpanRecord record = SpanDecoder.otlpProtobuf(field(1, parts).toByteArray()).spans().get(0);

    assertThat(record.source().service()).isEqualTo("shop");
    assertThat(ReadBack.span(record).resource())
        .containsEntry("service.name", "shop")
        .containsEntry("host.name", "h1");
    assertThat(StoredSpan.isFound(record, "service.name", "shop")).isTrue();
    assertThat(StoredSpan.isFound(record, "host.name", "h1")).isTrue();
    assertThat(StoredSpan.isFound(record, "host.name", "h2")).isFalse();
  }

  /** A field with a length. */
  private static ByteString field(int number, ByteString content) {
    assertThat(content.size()).isLessThan(1 << 14);
    byte[] header = {
      (byte) (number << 3 | 2), (byte) (content.size() | 0x80), (byte) (content.size() >> 7)
    };
    return ByteString.copyFrom(header).concat(content);
  }

  @Test
  void serviceWithoutAName_isUnknown() throws IOException {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span())))
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(resource(""))
                    .addScopeSpans(ScopeSpans.newBuilder().addSpans(span())))
            .build();

    assertThat(SpanDecoder.otlpProtobuf(request.toByteArray()).spans())
        .hasSize(2)
        .allSatisfy(
            record -> assertThat(record.source().service()).isEqualTo(Source.UNKNOWN_SERVICE));
  }

  @Test
  void idsOfNoUse_rejectTheSpan() throws IOException {
    ByteString zeros = ByteString.copyFrom(new byte[16]);
    assertThat(rejected(span().clearTraceId()).reason())
        .isEqualTo("span 2 of this body has no trace id");
    assertThat(rejected(span().clearSpanId()).reason()).endsWith("no span id");
    assertThat(rejected(span().setTraceId(zeros)).reason()).endsWith("a trace id of zero");
    assertThat(rejected(span().setSpanId(zeros.substring(8))).reason())
        .endsWith("a span id of zero");
    assertThat(rejected(span().setTraceId(SPAN_ID)).reason())
        .endsWith("a trace id of 8 bytes, not 16");
    assertThat(rejected(span().setSpanId(TRACE_ID)).reason())
        .endsWith("a span id of 16 bytes, not 8");
    assertThat(rejected(span().setParentSpanId(TRACE_ID)).reason())
        .endsWith("a parent's id of 16 bytes, not 8");
    assertThat(rejected(span().addLinks(Span.Link.newBuilder().setTraceId(SPAN_ID))).reason())
        .endsWith("a link's trace id of 8 bytes, not 16");
    assertThat(rejected(span().addLinks(Span.Link.newBuilder().setSpanId(TRACE_ID))).reason())
        .endsWith("a link's span id of 16 bytes, not 8");
    assertThat(rejected(span().setStartTimeUnixNano(-1)).reason())
        .endsWith("a start after the year 2262");
  }

  @Test
  void spanOfTooManyElements_isRejected() throws IOException {
    Span.Builder large = span();
    for (int i = 0; i <= AttributeScanner.MAX_ELEMENTS; i++) {
      large.addEvents(Span.Event.getDefaultInstance());
    }
    assertThat(rejected(large).reason()).endsWith("more than 100000 attributes, events and links");
    only(large.removeEvents(0));
  }

  @Test
  void parentOfZero_isNoParent() throws IOException {
    SpanRecord record = only(span().setParentSpanId(ByteString.copyFrom(new byte[8])));

    assertThat(record.parentSpanId()).isZero();
    assertThat(ReadBack.span(record).isRoot()).isTrue();
    assertThat(Span.parseFrom(ReadBack.bytes(record)).getParentSpanId()).isEmpty();
  }

  @Test
  void timesThatAreMissingOrInverted_takeNoTime() throws IOException {
    times(span().setEndTimeUnixNano(START - 1), START);
    times(span().clearEndTimeUnixNano(), START);
    times(span().clearStartTimeUnixNano(), START + 500);
    times(span().setEndTimeUnixNano(-1), START);
    times(span().clearStartTimeUnixNano().clearEndTimeUnixNano(), 0);
  }

  private static void times(Span.Builder span, long expected) throws IOException {
    SpanRecord record = only(span);
    SpanData read = ReadBack.span(record);

    assertThat(record.startEpochNanos()).isEqualTo(expected);
    assertThat(record.endEpochNanos()).isEqualTo(expected);
    assertThat(read.startEpochNanos()).isEqualTo(expected);
    assertThat(read.endEpochNanos()).isEqualTo(expected);
    assertThat(read.name()).isEqualTo("GET /orders/{id}");
  }

  @Test
  void unknownKindAndStatus_areTheDefaults() throws IOException {
    SpanRecord record =
        only(span().setKindValue(99).setStatus(Status.newBuilder().setCodeValue(77)));

    assertThat(record.kind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(record.error()).isFalse();
  }

  @Test
  void valuesAreNestedAsDeepAsTheyAreReadBack_notDeeper() throws IOException {
    for (boolean list : new boolean[] {true, false}) {
      SpanRecord record = only(span().addAttributes(nested(64, list)));
      assertThat(ReadBack.span(record).attributes()).containsKey("deep");

      byte[] deeper = request(span().addAttributes(nested(65, list))).toByteArray();
      assertThatExceptionOfType(MalformedSpansException.class)
          .isThrownBy(() -> SpanDecoder.otlpProtobuf(deeper))
          .withMessageMatching("values nested deeper than 64 at byte [0-9]+");
    }
  }

  private static KeyValue nested(int depth, boolean list) {
    AnyValue.Builder value = AnyValue.newBuilder().setIntValue(1);
    for (int i = 0; i < depth; i++) {
      AnyValue inner = value.build();
      value =
          list
              ? AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(inner))
              : AnyValue.newBuilder()
                  .setKvlistValue(
                      KeyValueList.newBuilder()
                          .addValues(KeyValue.newBuilder().setKey("k").setValue(inner)));
    }
    return attribute("deep", value);
  }

  @Test
  void manySpansOfALargeResource_shareIt() throws IOException {
    Resource.Builder large = Resource.newBuilder();
    for (int i = 0; i < 20_000; i++) {
      large.addAttributes(attribute("k", AnyValue.newBuilder().setBoolValue(true)));
    }
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < 2_000; i++) {
      scope.addSpans(Span.newBuilder().setTraceId(TRACE_ID).setSpanId(SPAN_ID));
    }
    byte[] body =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().setResource(large).addScopeSpans(scope))
            .build()
            .toByteArray();

    List<SpanRecord> records = SpanDecoder.otlpProtobuf(body).spans();
    assertThat(records).hasSize(2_000);
    assertThat(records.get(1_999).source()).isSameAs(records.get(0).source());
    assertThat(records).as("its attributes are not theirs").allMatch(r -> r.terms().length == 0);
  }

  @Test
  void resourcesOfOneHash_areToldApart() throws IOException {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (int i = 0; i < 4_096; i++) {
      StringBuilder host = new StringBuilder();
      for (int bit = 0; bit < 12; bit++) {
        host.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      request.addResourceSpans(
          ResourceSpans.newBuilder()
              .setResource(
                  Resource.newBuilder()
                      .addAttributes(
                          attribute("host.name", AnyValue.newBuilder().setStringValue("" + host))))
              .addScopeSpans(
                  ScopeSpans.newBuilder()
                      .addSpans(Span.newBuilder().setTraceId(TRACE_ID).setSpanId(SPAN_ID))));
    }

    List<SpanRecord> records = SpanDecoder.otlpProtobuf(request.build().toByteArray()).spans();
    assertThat(records.stream().map(record -> Arrays.hashCode(record.source().resource())))
        .hasSize(4_096)
        .containsOnly(Arrays.hashCode(records.get(0).source().resource()));
    assertThat(records.stream().map(SpanRecord::source).distinct()).hasSize(4_096);
  }

  @Test
  void requestThatIsEmpty_hasNoSpans() throws IOException {
    assertThat(SpanDecoder.otlpProtobuf(new byte[0]).spans()).isEmpty();
  }
}
