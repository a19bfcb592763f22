package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.internal.ProtoWriter;
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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OtlpReaderTest {
  private static final ByteString TRACE_ID = ByteString.fromHex("0af7651916cd43dd8448eb211c80319c");
  private static final ByteString SPAN_ID = ByteString.fromHex("b7ad6b7169203331");
  private static final ByteString PARENT_ID = ByteString.fromHex("00f067aa0ba902b7");

  private static final Span SPAN =
      Span.newBuilder()
          .setTraceId(TRACE_ID)
          .setSpanId(SPAN_ID)
          .setParentSpanId(PARENT_ID)
          .setTraceState("a=b,c=d")
          .setFlags(0x301)
          .setName("GET /orders/{id}")
          .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
          .setStartTimeUnixNano(1_700_000_000_000_000_001L)
          .setEndTimeUnixNano(1_700_000_000_000_000_501L)
          .addAttributes(attribute("text", AnyValue.newBuilder().setStringValue("é")))
          .addAttributes(attribute("empty", AnyValue.newBuilder().setStringValue("")))
          .addAttributes(attribute("yes", AnyValue.newBuilder().setBoolValue(true)))
          .addAttributes(attribute("no", AnyValue.newBuilder().setBoolValue(false)))
          .addAttributes(attribute("long", AnyValue.newBuilder().setIntValue(-5)))
          .addAttributes(attribute("zero", AnyValue.newBuilder().setIntValue(0)))
          .addAttributes(attribute("double", AnyValue.newBuilder().setDoubleValue(0.5)))
          .addAttributes(attribute("unset", AnyValue.newBuilder()))
          .addAttributes(
              attribute(
                  "list",
                  AnyValue.newBuilder()
                      .setArrayValue(
                          ArrayValue.newBuilder()
                              .addValues(AnyValue.newBuilder().setIntValue(1))
                              .addValues(AnyValue.newBuilder())
                              .addValues(AnyValue.newBuilder().setStringValue("x")))))
          .addAttributes(
              attribute(
                  "map",
                  AnyValue.newBuilder()
                      .setKvlistValue(
                          KeyValueList.newBuilder()
                              .addValues(
                                  attribute("k", AnyValue.newBuilder().setBoolValue(true))))))
          .setDroppedAttributesCount(1)
          .addEvents(
              Span.Event.newBuilder()
                  .setName("exception")
                  .setTimeUnixNano(1_700_000_000_000_000_300L)
                  .addAttributes(attribute("a", AnyValue.newBuilder().setStringValue("b")))
                  .setDroppedAttributesCount(2))
          .setDroppedEventsCount(3)
          .addLinks(
              Span.Link.newBuilder()
                  .setTraceId(TRACE_ID)
                  .setSpanId(PARENT_ID)
                  .setTraceState("e=f")
                  .setFlags(0x100)
                  .addAttributes(attribute("c", AnyValue.newBuilder().setStringValue("d")))
                  .setDroppedAttributesCount(4))
          .setDroppedLinksCount(5)
          .setStatus(
              Status.newBuilder()
                  .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                  .setMessage("no stock"))
          .build();

  private static final ExportTraceServiceRequest REQUEST =
      ExportTraceServiceRequest.newBuilder()
          .addResourceSpans(
              ResourceSpans.newBuilder()
                  .setResource(
                      Resource.newBuilder()
                          .addAttributes(
                              attribute(
                                  "service.name", AnyValue.newBuilder().setStringValue("shop"))))
                  .addScopeSpans(
                      ScopeSpans.newBuilder()
                          .setScope(
                              InstrumentationScope.newBuilder().setName("dev.x").setVersion("1.2"))
                          .addSpans(SPAN)
                          .addSpans(SPAN.toBuilder().clearParentSpanId().setName("second"))))
          .build();

  @Test
  void everyField_isRead() throws MalformedOtlpException {
    List<SpanData> spans = OtlpReader.read(REQUEST.toByteArray());
    assertThat(spans).hasSize(2);
    SpanData span = spans.get(0);
    assertThat(span.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(span.spanId()).isEqualTo("b7ad6b7169203331");
    assertThat(span.parentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(span.isRoot()).isFalse();
    assertThat(span.traceState()).isEqualTo("a=b,c=d");
    assertThat(span.flags()).isEqualTo(0x301);
    assertThat(span.hasRemoteParent()).isTrue();
    assertThat(span.name()).isEqualTo("GET /orders/{id}");
    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.startEpochNanos()).isEqualTo(1_700_000_000_000_000_001L);
    assertThat(span.endEpochNanos()).isEqualTo(1_700_000_000_000_000_501L);
    assertThat(span.durationNanos()).isEqualTo(500);
    assertThat(span.droppedAttributesCount()).isEqualTo(1);
    assertThat(span.droppedEventsCount()).isEqualTo(3);
    assertThat(span.droppedLinksCount()).isEqualTo(5);
    assertThat(span.statusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.statusMessage()).isEqualTo("no stock");
    assertThat(span.resource()).containsExactly(entry("service.name", "shop"));
    assertThat(span.scopeName()).isEqualTo("dev.x");
    assertThat(span.scopeVersion()).isEqualTo("1.2");
    assertThat(span.events())
        .containsExactly(
            new SpanData.Event("exception", 1_700_000_000_000_000_300L, Map.of("a", "b"), 2));
    assertThat(span.links())
        .containsExactly(
            new SpanData.Link(
                "0af7651916cd43dd8448eb211c80319c",
                "00f067aa0ba902b7",
                "e=f",
                0x100,
                Map.of("c", "d"),
                4));
    assertThat(spans.get(1).isRoot()).isTrue();
    assertThat(spans.get(1).name()).isEqualTo("second");
  }

  @Test
  void attributeValues_keepTypeAndOrder() throws MalformedOtlpException {
    assertThat(OtlpReader.read(REQUEST.toByteArray()).get(0).attributes())
        .containsExactly(
            entry("text", "é"),
            entry("empty", ""),
            entry("yes", true),
            entry("no", false),
            entry("long", -5L),
            entry("zero", 0L),
            entry("double", 0.5),
            entry("list", Arrays.asList(1L, null, "x")),
            entry("map", Map.of("k", true)));
  }

  @Test
  void bytesValue_isRead() throws MalformedOtlpException {
    AnyValue.Builder value = AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("raw"));
    byte[] request = requestOf(minimal().addAttributes(attribute("bytes", value)).build());
    assertThat(OtlpReader.read(request).get(0).attributes().get("bytes"))
        .isEqualTo("raw".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void twiceTheSameKey_lastOneCounts() throws MalformedOtlpException {
    byte[] request =
        requestOf(
            minimal()
                .addAttributes(attribute("k", AnyValue.newBuilder().setIntValue(1)))
                .addAttributes(attribute("k", AnyValue.newBuilder().setIntValue(2)))
                .build());
    assertThat(OtlpReader.read(request).get(0).attributes()).containsExactly(entry("k", 2L));
  }

  @Test
  void resourceAndScope_afterTheirSpans_areFound() throws MalformedOtlpException {
    ProtoWriter out = new ProtoWriter(64, 1 << 16);
    int resourceSpans = out.mark();
    out.bytes(0x0A, TestSpan.resource("late"));
    int scopeSpans = out.mark();
    out.bytes(0x0A, TestSpan.scope("late scope"));
    out.bytes(0x12, minimal().build().toByteArray());
    out.endMessage(0x12, scopeSpans);
    out.endMessage(0x0A, resourceSpans);
    SpanData span = OtlpReader.read(out.toByteArray()).get(0);
    assertThat(span.resource()).containsExactly(entry("service.name", "late"));
    assertThat(span.scopeName()).isEqualTo("late scope");
  }

  @Test
  void unknownFields_ofEveryWireType_arePassedOver() throws MalformedOtlpException {
    UnknownFieldSet.Field varint = UnknownFieldSet.Field.newBuilder().addVarint(-1).build();
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(1000, varint)
            .addField(1001, UnknownFieldSet.Field.newBuilder().addFixed32(1).build())
            .addField(1002, UnknownFieldSet.Field.newBuilder().addFixed64(1).build())
            .addField(
                1003,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("?"))
                    .build())
            .addField(
                1004,
                UnknownFieldSet.Field.newBuilder()
                    .addGroup(UnknownFieldSet.newBuilder().addField(7, varint).build())
                    .build())
            .build();
    byte[] request = requestOf(minimal().setName("known").setUnknownFields(unknown).build());
    assertThat(OtlpReader.read(request).get(0).name()).isEqualTo("known");
  }

  @Test
  void knownField_withAnotherWireType_isPassedOver() throws MalformedOtlpException {
    ProtoWriter out = new ProtoWriter(64, 1 << 16);
    out.varint(0x28, 3); // name as a varint
    out.raw(minimal().build().toByteArray());
    assertThat(OtlpReader.read(requestOf(out.toByteArray())).get(0).name()).isEmpty();
  }

  @Test
  void numbersNobodyDefined_becomeTheNeutralOnes() throws MalformedOtlpException {
    Span span = minimal().setKindValue(99).setStatus(Status.newBuilder().setCodeValue(77)).build();
    SpanData read = OtlpReader.read(requestOf(span)).get(0);
    assertThat(read.kind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(read.statusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void nothing_isNoSpans() throws MalformedOtlpException {
    assertThat(OtlpReader.read(new byte[0])).isEmpty();
  }

  @Test
  void everyTruncation_isRefusedOrReadButNeverThrowsAnythingElse() {
    byte[] whole = REQUEST.toByteArray();
    for (int length = 1; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(MalformedOtlpException.class)
          .as("%d bytes", length)
          .isThrownBy(() -> OtlpReader.read(part));
    }
  }

  @Test
  void everyBitFlip_isRefusedOrRead() {
    byte[] bytes = REQUEST.toByteArray();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit >> 3] ^= (byte) (1 << (bit & 7));
      readOrRefuse(bytes);
      bytes[bit >> 3] ^= (byte) (1 << (bit & 7));
    }
  }

  @Test
  void randomBytes_areRefusedOrRead() {
    Random random = new Random(11);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      readOrRefuse(bytes);
    }
  }

  private static void readOrRefuse(byte[] bytes) {
    try {
      assertThat(OtlpReader.read(bytes)).isNotNull();
    } catch (MalformedOtlpException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Test
  void lengthBeyondTheMessage_allocatesNothing() {
    for (long length : new long[] {1, 1 << 20, Integer.MAX_VALUE, 1L << 40, -1}) {
      ProtoWriter out = new ProtoWriter(64, 1 << 10);
      out.varint(0x0A, length);
      assertThatExceptionOfType(MalformedOtlpException.class)
          .isThrownBy(() -> OtlpReader.read(out.toByteArray()));
    }
  }

  @Test
  void innerLength_mayNotReachIntoTheNextMessage() {
    ProtoWriter out = new ProtoWriter(64, 1 << 10);
    out.bytes(0x0A, new byte[] {0x12, 0x02, 0x0A}); // scope_spans of 2 bytes, of which 1 is there
    out.bytes(0x0A, TestSpan.resource("x"));
    assertThatExceptionOfType(MalformedOtlpException.class)
        .isThrownBy(() -> OtlpReader.read(out.toByteArray()));
  }

  @Test
  void ids_ofTheWrongLengthOrMissing_areRefused() {
    for (Span span :
        List.of(
            minimal().setTraceId(ByteString.copyFrom(new byte[15])).build(),
            minimal().setTraceId(ByteString.copyFrom(new byte[17])).build(),
            minimal().setSpanId(ByteString.copyFrom(new byte[16])).build(),
            minimal().setParentSpanId(ByteString.copyFrom(new byte[7])).build(),
            minimal().clearTraceId().build(),
            minimal().clearSpanId().build())) {
      assertThatExceptionOfType(MalformedOtlpException.class)
          .isThrownBy(() -> OtlpReader.read(requestOf(span)));
    }
  }

  @Test
  void values_areReadDownTo64Levels() throws MalformedOtlpException {
    assertThat(OtlpReader.read(requestOf(nested(64)))).hasSize(1);
    assertThatExceptionOfType(MalformedOtlpException.class)
        .isThrownBy(() -> OtlpReader.read(requestOf(nested(65))))
        .withMessageContaining("nested deeper");
    assertThatExceptionOfType(MalformedOtlpException.class)
        .isThrownBy(() -> OtlpReader.read(requestOf(nested(20_000))));
  }

  @Test
  void groups_nestedWithoutEnd_areRefused() {
    byte[] starts = new byte[100_000];
    Arrays.fill(starts, (byte) 0x0B);
    assertThatExceptionOfType(MalformedOtlpException.class)
        .isThrownBy(() -> OtlpReader.read(starts));
  }

  @Test
  void millionsOfTinyElements_areRefused() {
    byte[] links = new byte[4_000_000];
    for (int i = 0; i < links.length; i += 2) {
      links[i] = 0x6A; // an empty link takes two bytes
    }
    assertThatExceptionOfType(MalformedOtlpException.class)
        .isThrownBy(() -> OtlpReader.read(requestOf(links)))
        .withMessageContaining("more than");
  }

  @Test
  void result_cannotBeChanged() throws MalformedOtlpException {
    List<SpanData> spans = OtlpReader.read(REQUEST.toByteArray());
    assertThat(spans).isUnmodifiable();
    assertThat(spans.get(0).events()).isUnmodifiable();
    assertThat(spans.get(0).links()).isUnmodifiable();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> spans.get(0).attributes().put("x", "y"));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> spans.get(0).resource().clear());
  }

  private static byte[] nested(int levels) {
    ProtoWriter out = new ProtoWriter(64, 1 << 20);
    int attribute = out.mark();
    int value = out.mark();
    out.varint(0x18, 1);
    for (int i = 0; i < levels; i++) {
      out.endMessage(0x0A, value);
      out.endMessage(0x2A, value);
    }
    out.endMessage(0x12, value);
    out.string(0x0A, "deep");
    out.endMessage(0x4A, attribute);
    out.raw(minimal().build().toByteArray());
    return out.toByteArray();
  }

  private static Span.Builder minimal() {
    return Span.newBuilder().setTraceId(TRACE_ID).setSpanId(SPAN_ID);
  }

  private static byte[] requestOf(Span span) {
    return requestOf(span.toByteArray());
  }

  private static byte[] requestOf(byte[] span) {
    ProtoWriter out = new ProtoWriter(64, 8 << 20);
    out.bytes(0x12, span);
    out.endMessage(0x12, 0);
    out.endMessage(0x0A, 0);
    return out.toByteArray();
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }
}
