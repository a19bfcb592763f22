package dev.skein.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.benchmarks.Destination;
import dev.skein.benchmarks.Exchanges;
import dev.skein.benchmarks.Outgoing;
import dev.skein.benchmarks.Subject;
import dev.skein.benchmarks.Subjects;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinkTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        Subjects.SKEIN,
        Subjects.SKEIN_HTTP,
        Subjects.OPENTELEMETRY,
        Subjects.OPENTELEMETRY_TUNED,
        Subjects.BRAVE
      })
  void spans_ofEverySubject_areCounted(String name) throws IOException {
    int hops = 300; // less than the smallest queue
    Exchanges exchanges = Exchanges.traced(true);
    Outgoing outgoing = new Outgoing();
    try (Sink sink = Sink.start();
        SinkClient client = new SinkClient(sink.uri());
        Subject subject = Subjects.create(name, Destination.sink(sink.uri()))) {
      for (int i = 0; i < hops; i++) {
        subject.hop(exchanges.get(i), outgoing);
      }
      subject.flush(Duration.ofSeconds(20));

      assertThat(client.settled()).isEqualTo(hops * Subject.SPANS_PER_HOP);
      assertThat(client.bytes()).isGreaterThan(hops * Subject.SPANS_PER_HOP * 100L);
    }
  }

  @Test
  void otlp_isCountedOverResourcesAndScopes() {
    ScopeSpans two =
        ScopeSpans.newBuilder()
            .addSpans(Span.newBuilder().setName("a").setStartTimeUnixNano(1))
            .addSpans(Span.newBuilder())
            .setSchemaUrl("s")
            .build();
    byte[] request =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(Resource.newBuilder().setDroppedAttributesCount(3))
                    .addScopeSpans(two)
                    .addScopeSpans(two))
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(two))
            .build()
            .toByteArray();

    assertThat(OtlpSpans.count(request, request.length)).isEqualTo(6);
  }

  @Test
  void otlp_thatIsCutOff_isRefused() {
    byte[] request = {0x0a, 0x05, 0x12, 0x09};

    assertThatThrownBy(() -> OtlpSpans.count(request, request.length))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void zipkin_isCountedByItsOutermostObjects() {
    byte[] request =
        "[{\"id\":\"1\",\"tags\":{\"a\":\"{\\\"}\"}},{\"id\":\"2\"}]"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(ZipkinSpans.count(request, request.length)).isEqualTo(2);
  }
}
