package dev.skein.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.ExporterKind;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With this jar on the class path the options know more. */
class InteropOptionsTest {
  private static SkeinOptions options(Map<String, String> settings) {
    return SkeinOptions.load(settings::get);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b3 | b3",
        "b3multi | x-b3-traceid,x-b3-spanid,x-b3-sampled,x-b3-flags",
        "jaeger | uber-trace-id",
        "B3, tracecontext ,b3 | b3,traceparent,tracestate",
        "baggage,jaeger | baggage,uber-trace-id",
        "b3,none | ''",
      })
  void propagators_areNamedInTheOptions(String value, String fields) {
    SkeinOptions options = options(Map.of("propagators", value));

    assertThat(options.problems()).isEmpty();
    assertThat(String.join(",", options.propagator().fields())).isEqualTo(fields);
  }

  @Test
  void propagators_alone_areTheirOwn() {
    assertThat(options(Map.of("propagators", "b3")).propagators()).containsExactly("b3");
    assertThat(SkeinOptions.builder().propagators(List.of("jaeger")).build().propagators())
        .containsExactly("jaeger");
  }

  @Test
  void propagators_disabled_stillApply() {
    SkeinOptions options = options(Map.of("propagators", "b3", "enabled", "false"));
    try (Skein skein = Skein.builder().options(options).build()) {
      String line = "80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1";

      var context = Headers.of("b3", line).extract(skein.propagator());

      assertThat(Headers.injected(skein.propagator(), context)).containsEntry("b3", line);
    }
  }

  @Test
  void exporter_zipkin_sendsWhereTheOptionsSay() throws IOException {
    try (ZipkinStub zipkin = new ZipkinStub()) {
      SkeinOptions options =
          options(
              Map.of(
                  "exporter",
                  "zipkin",
                  "zipkin-endpoint",
                  zipkin.endpoint().toString(),
                  "zipkin-timeout",
                  "5s",
                  "compression",
                  "gzip",
                  "service-name",
                  "shop"));
      assertThat(options.problems()).isEmpty();
      assertThat(options.exporter()).isEqualTo(ExporterKind.ZIPKIN);
      assertThat(options.summary())
          .contains("exporter=zipkin, endpoint=" + zipkin.endpoint() + ", sampler");
      try (Skein skein = Skein.builder().options(options).build()) {
        skein.tracer().startSpan("s").end();

        assertThat(skein.flush(Duration.ofMinutes(5)).exported()).isEqualTo(1);
      }
      assertThat(zipkin.spans().get(0).localServiceName()).isEqualTo("shop");
      assertThat(zipkin.requests().get(0).getRequestHeaders().getFirst("Content-Encoding"))
          .isEqualTo("gzip");
    }
  }
}
