package dev.skein.benchmarks.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.benchmarks.viewer.Template.Format;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static List<String> otlpTraceIds(long number) throws Exception {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.parseFrom(Template.of(Format.OTLP).request(number));
    return request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpans(0).getSpansList().stream())
        .map(Span::getTraceId)
        .map(id -> HexFormat.of().formatHex(id.toByteArray()))
        .toList();
  }

  private static List<String> expectedIds(long number) {
    return IntStream.range(0, 10).mapToObj(trace -> Template.traceId(number, trace)).toList();
  }

  @Test
  void otlpRequest_hasTenTracesOfTenSpans_withTheNumbersIds() throws Exception {
    assertThat(otlpTraceIds(7)).hasSize(Template.SPANS);
    assertThat(otlpTraceIds(7)).hasSameElementsAs(expectedIds(7));
  }

  @Test
  void requestsOfDifferentNumbers_shareNoTrace() throws Exception {
    assertThat(Stream.concat(otlpTraceIds(1).stream(), otlpTraceIds(2).stream()).distinct())
        .hasSize(20);
  }

  @Test
  void zipkinRequest_namesEachTraceTenTimes() {
    String json = new String(Template.of(Format.ZIPKIN).request(7), StandardCharsets.UTF_8);

    for (String id : expectedIds(7)) {
      assertThat(json.split(id, -1)).hasSize(11);
    }
  }
}
