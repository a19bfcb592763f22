package dev.skein.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.skein.benchmarks.pipeline.Sink;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zipkin2.codec.SpanBytesDecoder;

/** Every subject does what a figure for it claims. */
class SubjectsTest {
  private static final Duration FLUSH = Duration.ofSeconds(20);
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN_ID = "00f067aa0ba902b7";

  private static final Exchange SAMPLED = exchange("-01", "-1");
  private static final Exchange UNSAMPLED = exchange("-00", "-0");

  private static Exchange exchange(String w3cEnd, String b3End) {
    return Exchange.of(
        7,
        Map.of(
            "traceparent", "00-" + TRACE_ID + '-' + SPAN_ID + w3cEnd,
            "b3", TRACE_ID + '-' + SPAN_ID + b3End));
  }

  static Stream<String> tracing() {
    return Subjects.ALL.stream().filter(name -> !name.equals(Subjects.BARE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Subjects.SKEIN,
        Subjects.SKEIN_HTTP,
        Subjects.OPENTELEMETRY,
        Subjects.OPENTELEMETRY_TUNED
      })
  void sampledHop_byOtlp_isTwoSpansInTheCallersTraceWithTheSameAttributes(String name)
      throws InvalidProtocolBufferException {
    Outgoing outgoing = new Outgoing();

    List<Span> spans = otlp(name, subject -> subject.hop(SAMPLED, outgoing));

    assertThat(spans).hasSize(2);
    Span server = of(SpanKind.SPAN_KIND_SERVER, spans);
    Span client = of(SpanKind.SPAN_KIND_CLIENT, spans);
    assertThat(server.getName()).isEqualTo("GET /items/{id}");
    assertThat(hex(server.getTraceId())).isEqualTo(TRACE_ID);
    assertThat(hex(server.getParentSpanId())).isEqualTo(SPAN_ID);
    assertThat(names(server))
        .containsExactlyInAnyOrder(
            "http.request.method",
            "url.path",
            "url.scheme",
            "server.address",
            "server.port",
            "client.address",
            "network.peer.address",
            "http.route",
            "http.response.status_code");
    assertThat(client.getName()).isEqualTo("GET");
    assertThat(hex(client.getTraceId())).isEqualTo(TRACE_ID);
    assertThat(client.getParentSpanId()).isEqualTo(server.getSpanId());
    assertThat(names(client))
        .containsExactlyInAnyOrder(
            "http.request.method",
            "url.full",
            "server.address",
            "server.port",
            "http.response.status_code",
            "network.peer.address",
            "network.peer.port");
    assertThat(outgoing.get("traceparent"))
        .isEqualTo("00-" + TRACE_ID + '-' + hex(client.getSpanId()) + "-01");
  }

  @Test
  void sampledHop_ofBrave_isTwoSpansInTheCallersTraceWithTheSameTags() {
    Outgoing outgoing = new Outgoing();
    List<zipkin2.Span> spans = new ArrayList<>();
    try (CapturingServer server = new CapturingServer()) {
      withSubject(Subjects.BRAVE, server, subject -> subject.hop(SAMPLED, outgoing));
      server.bodies().forEach(body -> spans.addAll(SpanBytesDecoder.JSON_V2.decodeList(body)));
    }

    assertThat(spans).hasSize(2);
    zipkin2.Span server = of(zipkin2.Span.Kind.SERVER, spans);
    zipkin2.Span client = of(zipkin2.Span.Kind.CLIENT, spans);
    assertThat(server.traceId()).isEqualTo(TRACE_ID);
    assertThat(server.id()).as("joined, as Zipkin has it").isEqualTo(SPAN_ID);
    assertThat(server.shared()).isTrue();
    assertThat(server.tags()).hasSize(9).containsEntry("http.response.status_code", "200");
    assertThat(client.traceId()).isEqualTo(TRACE_ID);
    assertThat(client.parentId()).isEqualTo(SPAN_ID);
    assertThat(client.tags()).hasSize(7).containsEntry("server.port", "8081");
    assertThat(outgoing.get("b3")).startsWith(TRACE_ID + '-' + client.id() + "-1");
  }

  @ParameterizedTest
  @MethodSource("tracing")
  void unsampledHop_sendsNothingButAnUnsampledContext(String name) throws IOException {
    Outgoing outgoing = new Outgoing();
    try (Sink sink = Sink.start()) {
      try (Subject subject = Subjects.create(name, Destination.sink(sink.uri()))) {
        subject.hop(UNSAMPLED, outgoing);
        subject.flush(FLUSH);
      }
      assertThat(sink.spans()).isZero();
    }
    if (name.equals(Subjects.BRAVE)) {
      assertThat(outgoing.get("b3")).startsWith(TRACE_ID).contains("-0");
    } else {
      assertThat(outgoing.get("traceparent")).startsWith("00-" + TRACE_ID).endsWith("-00");
    }
  }

  @ParameterizedTest
  @MethodSource("tracing")
  void discarding_takesEverySpanOfEveryMeasurement(String name) {
    Destination destination = Destination.discarding();
    try (Subject subject = Subjects.create(name, destination)) {
      subject.bareSpan();
      subject.serverSpan(SAMPLED);
      subject.spanWith(AttributeSet.of(128));
      Object span = subject.start();
      subject.end(span);
      subject.hop(SAMPLED, new Outgoing());
      subject.flush(FLUSH);

      assertThat(subject.dropped()).isLessThanOrEqualTo(0);
    }
    assertThat(destination.discarded()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {Subjects.SKEIN, Subjects.OPENTELEMETRY})
  void spanWith_hasAsManyAttributesAsAskedFor(String name) throws InvalidProtocolBufferException {
    List<Span> spans = otlp(name, subject -> subject.spanWith(AttributeSet.of(128)));

    assertThat(spans).hasSize(1);
    assertThat(spans.get(0).getAttributesList()).hasSize(128);
    assertThat(spans.get(0).getDroppedAttributesCount()).isZero();
  }

  @ParameterizedTest
  @MethodSource("tracing")
  void context_thatWasReceived_isPassedOnUnchanged(String name) {
    Outgoing outgoing = new Outgoing();
    try (Subject subject = Subjects.create(name, Destination.discarding())) {
      subject.inject(subject.extract(SAMPLED), outgoing);
    }
    String written = name.equals(Subjects.BRAVE) ? "b3" : "traceparent";
    assertThat(outgoing.get(written)).contains(TRACE_ID + '-' + SPAN_ID);
  }

  @ParameterizedTest
  @MethodSource("tracing")
  void context_thatIsNone_isNotPassedOn(String name) {
    Outgoing outgoing = new Outgoing();
    Exchanges invalid = Exchanges.invalid();
    try (Subject subject = Subjects.create(name, Destination.discarding())) {
      for (int i = 0; i < Exchanges.COUNT; i++) {
        subject.inject(subject.extract(invalid.get(i)), outgoing);
      }
      subject.inject(subject.extract(Exchanges.untraced().get(0)), outgoing);
    }
    assertThat(outgoing.get("traceparent")).isNull();
    assertThat(outgoing.get("b3")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {Subjects.SKEIN, Subjects.SKEIN_HTTP, Subjects.OPENTELEMETRY})
  void traceState_of32Members_isPassedOn(String name) {
    Outgoing outgoing = new Outgoing();
    Exchange exchange = Exchanges.withTraceState(true, 32).get(5);
    try (Subject subject = Subjects.create(name, Destination.discarding())) {
      subject.inject(subject.extract(exchange), outgoing);
    }
    assertThat(outgoing.get("tracestate")).isEqualTo(exchange.lines("tracestate").get(0));
    assertThat(outgoing.get("tracestate").split(",")).hasSize(32);
  }

  private static List<Span> otlp(String name, Consumer<Subject> use)
      throws InvalidProtocolBufferException {
    List<Span> spans = new ArrayList<>();
    try (CapturingServer server = new CapturingServer()) {
      withSubject(name, server, use);
      for (byte[] body : server.bodies()) {
        ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
            .flatMap(resource -> resource.getScopeSpansList().stream())
            .forEach(scope -> spans.addAll(scope.getSpansList()));
      }
    }
    return spans;
  }

  private static void withSubject(String name, CapturingServer server, Consumer<Subject> use) {
    try (Subject subject = Subjects.create(name, Destination.sink(server.uri()))) {
      use.accept(subject);
      subject.flush(FLUSH);
    }
  }

  private static Span of(SpanKind kind, List<Span> spans) {
    return spans.stream().filter(span -> span.getKind() == kind).findFirst().orElseThrow();
  }

  private static zipkin2.Span of(zipkin2.Span.Kind kind, List<zipkin2.Span> spans) {
    return spans.stream().filter(span -> span.kind() == kind).findFirst().orElseThrow();
  }

  private static List<String> names(Span span) {
    return span.getAttributesList().stream().map(KeyValue::getKey).toList();
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
