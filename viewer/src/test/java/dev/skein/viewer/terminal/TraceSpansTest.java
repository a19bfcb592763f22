package dev.skein.viewer.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanData;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceSpansTest {
  private static final int TOO_MANY = 1_000_001;

  private static KeyValue attribute(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static Span span(int number, int attributes) {
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(new byte[15]).concat(ByteString.copyFrom(new byte[] {1})))
        .setSpanId(ByteString.copyFrom(ByteBuffer.allocate(8).putLong(number).array()))
        .setName("span " + number)
        .setStartTimeUnixNano(1)
        .setEndTimeUnixNano(2)
        .addAllAttributes(Collections.nCopies(attributes, attribute("k", "v")))
        .build();
  }

  private static ResourceSpans resourceSpans(String service, ScopeSpans... scopes) {
    return ResourceSpans.newBuilder()
        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", service)))
        .addAllScopeSpans(List.of(scopes))
        .setSchemaUrl("https://schema.example")
        .build();
  }

  private static ScopeSpans scopeSpans(String scope, int from, int to, int attributes) {
    ScopeSpans.Builder spans =
        ScopeSpans.newBuilder().setScope(InstrumentationScope.newBuilder().setName(scope));
    for (int number = from; number < to; number++) {
      spans.addSpans(span(number, attributes));
    }
    return spans.build();
  }

  private static byte[] request(ResourceSpans... resources) {
    return ExportTraceServiceRequest.newBuilder()
        .addAllResourceSpans(List.of(resources))
        .build()
        .toByteArray();
  }

  @Test
  void spans_areThoseOfTheReader() throws Exception {
    byte[] request =
        request(
            resourceSpans("shop", scopeSpans("a", 1, 600, 2), scopeSpans("b", 600, 601, 0)),
            ResourceSpans.newBuilder().addScopeSpans(scopeSpans("", 601, 700, 1)).build());

    assertThat(TraceSpans.read(request)).hasSize(699).isEqualTo(OtlpReader.read(request));
  }

  /** As objects, not by what they hold. */
  private static Set<Map<String, Object>> resources(List<SpanData> spans) {
    Set<Map<String, Object>> resources = Collections.newSetFromMap(new IdentityHashMap<>());
    spans.forEach(span -> resources.add(span.resource()));
    return resources;
  }

  @Test
  void resourceOfManyScopes_isReadOnce() throws Exception {
    ScopeSpans[] scopes =
        IntStream.rangeClosed(1, 1_000)
            .mapToObj(number -> scopeSpans("scope " + number, number, number + 1, 0))
            .toArray(ScopeSpans[]::new);

    List<SpanData> read = TraceSpans.read(request(resourceSpans("shop", scopes)));

    assertThat(read).hasSize(1_000);
    assertThat(resources(read)).hasSize(1);
  }

  @Test
  void nothing_isNoSpans() throws Exception {
    assertThat(TraceSpans.read(new byte[0])).isEmpty();
  }

  @Test
  void traceBeyondWhatTheReaderTakesAtOnce_isReadWhole() throws Exception {
    int spans = 30;
    int attributes = TOO_MANY / spans;
    byte[] request =
        request(
            resourceSpans(
                "shop", scopeSpans("a", 1, 11, attributes), scopeSpans("b", 11, 21, attributes)),
            resourceSpans("bank", scopeSpans("a", 21, 31, attributes)));
    assertThatExceptionOfType(MalformedOtlpException.class)
        .isThrownBy(() -> OtlpReader.read(request))
        .withMessageContaining("1000000 elements");

    List<SpanData> read = TraceSpans.read(request);

    assertThat(read)
        .extracting(SpanData::name)
        .hasSize(spans)
        .startsWith("span 1", "span 2")
        .endsWith("span " + spans);
    assertThat(read.subList(0, 10)).allSatisfy(span -> comesFrom(span, "shop", "a"));
    assertThat(read.subList(10, 20)).allSatisfy(span -> comesFrom(span, "shop", "b"));
    assertThat(read.subList(20, spans)).allSatisfy(span -> comesFrom(span, "bank", "a"));
    assertThat(resources(read)).hasSize(2);
  }

  private static void comesFrom(SpanData span, String service, String scope) {
    assertThat(span.resource()).isEqualTo(Map.of("service.name", service));
    assertThat(span.scopeName()).isEqualTo(scope);
    assertThat(span.attributes()).isEqualTo(Map.of("k", "v"));
  }

  @Test
  void resourceInParts_ofSuchATrace_isOne() throws Exception {
    ResourceSpans more =
        ResourceSpans.newBuilder()
            .setResource(Resource.newBuilder().addAttributes(attribute("host.name", "h")))
            .build();
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(request);
    // messages one after the other are one
    out.writeBytes(
        1,
        resourceSpans("shop", scopeSpans("a", 1, 3, TOO_MANY / 2))
            .toByteString()
            .concat(more.toByteString()));
    out.flush();

    assertThat(TraceSpans.read(request.toByteArray()))
        .hasSize(2)
        .allSatisfy(
            span ->
                assertThat(span.resource())
                    .isEqualTo(Map.of("service.name", "shop", "host.name", "h")));
  }

  @Test
  void bytesThatAreNoTrace_areRefused() {
    byte[] whole = request(resourceSpans("shop", scopeSpans("a", 1, 3, 1)));
    for (int length : new int[] {1, 2, 10, whole.length - 1}) {
      assertThatExceptionOfType(MalformedOtlpException.class)
          .as("the first %d bytes", length)
          .isThrownBy(() -> TraceSpans.read(Arrays.copyOf(whole, length)));
    }
  }
}
