package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is exported, decoded by OpenTelemetry's own protobuf classes. */
class SpanEncodingTest {
  private final RecordedSpans recorded = new RecordedSpans();
  private final FakeClock clock = new FakeClock();
  private final Skein skein =
      Skein.builder()
          .options(
              SkeinOptions.builder()
                  .serviceName("encoding")
                  .resourceAttributes(
                      Attributes.of(AttributeKey.stringKey("deployment.environment.name"), "test"))
                  .build())
          .exporter(recorded)
          .clock(clock)
          .build();

  @AfterEach
  void close() {
    skein.close();
  }

  @Test
  void span_allFields_areDecodedAsTheyWereSet() {
    Context parent =
        Context.root()
            .with(
                SpanContext.remote(
                    0x0102030405060708L,
                    0x090a0b0c0d0e0f10L,
                    0x1112131415161718L,
                    (byte) 3,
                    TraceState.parse(List.of("vendor=value"))));
    Span span = skein.tracer().startSpan("GET /items/{id}", dev.skein.SpanKind.SERVER, parent);
    span.setStatus(StatusCode.ERROR, "no such item").setAttribute("http.response.status_code", 500);
    clock.advance(42);
    span.addEvent("cache miss").addLink(parent.spanContext()).end();

    var exported = recorded.only(skein);

    assertThat(exported.getTraceId())
        .isEqualTo(
            ByteString.copyFrom(
                new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}));
    assertThat(exported.getSpanId().size()).isEqualTo(8);
    assertThat(exported.getParentSpanId())
        .isEqualTo(
            ByteString.copyFrom(new byte[] {0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18}));
    assertThat(exported.getTraceState()).isEqualTo("vendor=value");
    assertThat(exported.getName()).isEqualTo("GET /items/{id}");
    assertThat(exported.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
    assertThat(exported.getStartTimeUnixNano()).isEqualTo(FakeClock.EPOCH_NANOS);
    assertThat(exported.getEndTimeUnixNano()).isEqualTo(FakeClock.EPOCH_NANOS + 42);
    assertThat(exported.getAttributesList())
        .containsExactly(
            attribute("http.response.status_code", AnyValue.newBuilder().setIntValue(500)));
    assertThat(exported.getEventsList()).hasSize(1);
    assertThat(exported.getLinksList()).hasSize(1);
    assertThat(exported.getStatus().getCodeValue()).isEqualTo(2);
    assertThat(exported.getStatus().getMessage()).isEqualTo("no such item");
    assertThat(exported.getFlags()).as("sampled, random, remote parent").isEqualTo(0x303);
    assertThat(exported.getUnknownFields().asMap()).isEmpty();
  }

  @Test
  void rootSpan_hasNoParentAndALocalFlag() {
    skein.tracer().startSpan("root").end();

    var exported = recorded.only(skein);

    assertThat(exported.getParentSpanId().isEmpty()).isTrue();
    assertThat(exported.getFlags()).isEqualTo(0x103);
    assertThat(exported.hasStatus()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void kind_isEncodedByItsNumber(dev.skein.SpanKind kind) {
    skein.tracer().startSpan("k", kind, Context.root()).end();

    assertThat(recorded.only(skein).getKindValue()).isEqualTo(kind.otlpNumber());
    assertThat(dev.skein.SpanKind.ofOtlpNumber(kind.otlpNumber())).isEqualTo(kind);
  }

  @Test
  void attributes_ofEveryType_areDecodedAsTheyWereSet() {
    Map<String, Value> map = new LinkedHashMap<>();
    map.put("a", Value.of("x"));
    map.put("b", Value.of(List.of(Value.of(1), Value.of(2.5))));
    skein
        .tracer()
        .startSpan("types")
        .setAttribute("string", "späte Grüße \uD83D\uDE00")
        .setAttribute("bool", true)
        .setAttribute("long", -1L)
        .setAttribute("double", Double.NaN)
        .setAttribute(AttributeKey.stringArrayKey("strings"), List.of("a", ""))
        .setAttribute(AttributeKey.booleanArrayKey("bools"), List.of(true, false))
        .setAttribute(AttributeKey.longArrayKey("longs"), List.of(0L, Long.MIN_VALUE))
        .setAttribute(AttributeKey.doubleArrayKey("doubles"), List.of(0.0, -0.5))
        .setAttribute(AttributeKey.stringArrayKey("none"), List.of())
        .setAttribute(AttributeKey.valueKey("bytes"), Value.of(new byte[] {1, 0}))
        .setAttribute(AttributeKey.valueKey("map"), Value.of(map))
        .end();

    assertThat(recorded.only(skein).getAttributesList())
        .containsExactly(
            attribute("string", AnyValue.newBuilder().setStringValue("späte Grüße \uD83D\uDE00")),
            attribute("bool", AnyValue.newBuilder().setBoolValue(true)),
            attribute("long", AnyValue.newBuilder().setIntValue(-1)),
            attribute("double", AnyValue.newBuilder().setDoubleValue(Double.NaN)),
            attribute("strings", array(text("a"), text(""))),
            attribute(
                "bools",
                array(
                    AnyValue.newBuilder().setBoolValue(true),
                    AnyValue.newBuilder().setBoolValue(false))),
            attribute("longs", array(number(0), number(Long.MIN_VALUE))),
            attribute(
                "doubles",
                array(
                    AnyValue.newBuilder().setDoubleValue(0.0),
                    AnyValue.newBuilder().setDoubleValue(-0.5))),
            attribute("none", array()),
            attribute(
                "bytes",
                AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(new byte[] {1, 0}))),
            attribute(
                "map",
                AnyValue.newBuilder()
                    .setKvlistValue(
                        KeyValueList.newBuilder()
                            .addValues(attribute("a", text("x")))
                            .addValues(
                                attribute(
                                    "b",
                                    array(
                                        number(1), AnyValue.newBuilder().setDoubleValue(2.5)))))));
  }

  @Test
  void value_nestedTooDeep_isCutAndDoesNotThrow() {
    Value deep = Value.of("bottom");
    for (int i = 0; i < 90; i++) {
      deep = Value.of(List.of(deep));
    }
    skein.tracer().startSpan("deep").setAttribute(AttributeKey.valueKey("v"), deep).end();

    int depth = 0;
    AnyValue value = recorded.only(skein).getAttributes(0).getValue();
    while (value.getArrayValue().getValuesCount() > 0) {
      value = value.getArrayValue().getValues(0);
      depth++;
    }
    assertThat(depth).isEqualTo(Value.MAX_DEPTH);
  }

  @Test
  void unpairedSurrogate_isReplaced() {
    skein.tracer().startSpan("x\uD800y").end();

    assertThat(recorded.only(skein).getName()).isIn("x?y", "x\uFFFDy");
  }

  @Test
  void eventsAndLinks_beyondTheirAttributeLimit_countWhatWasDropped() {
    Attributes.Builder many = Attributes.builder();
    for (int i = 0; i < 130; i++) {
      many.put("k" + i, i);
    }
    skein
        .tracer()
        .startSpan("s")
        .addEvent("e", many.build())
        .addLink(SpanContext.remote(1, 1, 1, (byte) 0, TraceState.empty()), many.build())
        .end();

    var exported = recorded.only(skein);
    assertThat(exported.getEvents(0).getDroppedAttributesCount()).isEqualTo(2);
    assertThat(exported.getLinks(0).getDroppedAttributesCount()).isEqualTo(2);
  }

  @Test
  void builder_startTimestamp_isTheStart() {
    skein.tracer().spanBuilder("s").setStartTimestamp(Instant.ofEpochSecond(7)).startSpan().end();

    assertThat(recorded.only(skein).getStartTimeUnixNano()).isEqualTo(7_000_000_000L);
  }

  @Test
  void end_ofASpanThatStartedInThePast_isNow() {
    Instant past = Instant.ofEpochSecond(0, FakeClock.EPOCH_NANOS - 5_000);
    Span span = skein.tracer().spanBuilder("s").setStartTimestamp(past).startSpan();
    clock.advance(300);
    span.end();

    var exported = recorded.only(skein);
    assertThat(exported.getStartTimeUnixNano()).isEqualTo(FakeClock.EPOCH_NANOS - 5_000);
    assertThat(exported.getEndTimeUnixNano()).isEqualTo(FakeClock.EPOCH_NANOS + 300);
  }

  @Test
  void startSpan_ofSomethingThatBeganBefore_startsThen() {
    Span span =
        skein
            .tracer()
            .startSpan("s", dev.skein.SpanKind.CLIENT, Context.root(), AttributeView.empty(), 700);
    clock.advance(300);
    span.end();

    var exported = recorded.only(skein);
    assertThat(exported.getStartTimeUnixNano()).isEqualTo(FakeClock.EPOCH_NANOS - 700);
    assertThat(exported.getEndTimeUnixNano()).isEqualTo(FakeClock.EPOCH_NANOS + 300);
  }

  @Test
  void resourceAndScope_describeServiceAndLibrary() {
    skein.tracer().startSpan("s").end();
    recorded.only(skein);

    var resourceSpans = recorded.resourceSpans().get(0);
    assertThat(resourceSpans.getResource().getAttributesList())
        .contains(
            attribute("service.name", text("encoding")),
            attribute("deployment.environment.name", text("test")),
            attribute("telemetry.sdk.name", text("dev.skein")),
            attribute("telemetry.sdk.language", text("java")));
    var scope = resourceSpans.getScopeSpans(0).getScope();
    assertThat(scope.getName()).isEqualTo("dev.skein");
    assertThat(scope.getVersion()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue.Builder text(String text) {
    return AnyValue.newBuilder().setStringValue(text);
  }

  private static AnyValue.Builder number(long number) {
    return AnyValue.newBuilder().setIntValue(number);
  }

  private static AnyValue.Builder array(AnyValue.Builder... values) {
    ArrayValue.Builder array = ArrayValue.newBuilder();
    for (AnyValue.Builder value : values) {
      array.addValues(value);
    }
    return AnyValue.newBuilder().setArrayValue(array);
  }
}
