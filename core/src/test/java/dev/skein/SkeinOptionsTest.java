package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SkeinOptionsTest {
  private static SkeinOptionsBuilder builder() {
    return SkeinOptions.builder();
  }

  @Test
  void builder_setsEverything() {
    SkeinOptions options =
        builder()
            .enabled(false)
            .serviceName("shop")
            .resourceAttributes(Attributes.builder().put("a", "1").build())
            .exporter(ExporterKind.CONSOLE)
            .endpoint(URI.create("http://collector:4318"))
            .headers(Map.of("x-key", "1"))
            .compression("gzip")
            .timeout(Duration.ofSeconds(1))
            .sampler("traceidratio")
            .samplerArg(0.5)
            .propagators(List.of("baggage"))
            .excludedPaths(List.of("/q/*"))
            .redactedQueryParameters(List.of("token"))
            .knownMethods(List.of("BREW"))
            .exportDelay(Duration.ofSeconds(2))
            .exportTimeout(Duration.ofSeconds(3))
            .shutdownTimeout(Duration.ofSeconds(4))
            .memoryLimit(1 << 20)
            .attributeCountLimit(1)
            .attributeValueLengthLimit(2)
            .eventCountLimit(3)
            .linkCountLimit(4)
            .eventAttributeCountLimit(5)
            .linkAttributeCountLimit(6)
            .build();

    assertThat(options.enabled()).isFalse();
    assertThat(options.serviceName()).isEqualTo("shop");
    assertThat(options.resourceAttributes().size()).isEqualTo(1);
    assertThat(options.exporter()).isEqualTo(ExporterKind.CONSOLE);
    assertThat(options.endpoint()).isEqualTo(URI.create("http://collector:4318/v1/traces"));
    assertThat(options.headers()).containsExactly(Map.entry("x-key", "1"));
    assertThat(options.compression()).isEqualTo("gzip");
    assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.sampler()).hasToString("traceidratio{0.5}");
    assertThat(options.propagators()).containsExactly("baggage");
    assertThat(options.excludedPaths()).containsExactly("/q/*");
    assertThat(options.redactedQueryParameters()).containsExactly("token");
    assertThat(options.knownMethods()).containsExactly("BREW");
    assertThat(options.exportDelay()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.exportTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options.shutdownTimeout()).isEqualTo(Duration.ofSeconds(4));
    assertThat(options.memoryLimit()).isEqualTo(1 << 20);
    assertThat(options.attributeCountLimit()).isEqualTo(1);
    assertThat(options.attributeValueLengthLimit()).isEqualTo(2);
    assertThat(options.eventCountLimit()).isEqualTo(3);
    assertThat(options.linkCountLimit()).isEqualTo(4);
    assertThat(options.eventAttributeCountLimit()).isEqualTo(5);
    assertThat(options.linkAttributeCountLimit()).isEqualTo(6);
    assertThat(options.toBuilder().build()).isEqualTo(options).hasSameHashCodeAs(options);
    assertThat(options).isNotEqualTo(builder().build());
  }

  @Test
  void builder_refusesWhatCannotBeUsed() {
    List<Consumer<SkeinOptionsBuilder>> mistakes =
        List.of(
            b -> b.serviceName(" "),
            b -> b.endpoint(URI.create("collector")),
            b -> b.tracesEndpoint(URI.create("ftp://collector/")),
            b -> b.headers(Map.of("a b", "1")),
            b -> b.headers(Map.of("Host", "1")),
            b -> b.headers(Map.of("a", "1\r\nb: 2")),
            b -> b.compression("zstd"),
            b -> b.timeout(Duration.ofSeconds(-1)),
            b -> b.exportDelay(Duration.ofDays(366)),
            b -> b.sampler("sometimes"),
            b -> b.samplerArg(Double.NaN),
            b -> b.propagators(List.of("b3")),
            b -> b.propagators(List.of("tracecontext", "jaeger")),
            b -> b.excludedPaths(List.of("health")),
            b -> b.memoryLimit(1),
            b -> b.attributeCountLimit(-1));
    for (Consumer<SkeinOptionsBuilder> mistake : mistakes) {
      assertThatThrownBy(() -> mistake.accept(builder()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(".{10,}");
    }
  }

  @Test
  void builder_refusingAHeader_doesNotShowItsValue() {
    assertThatThrownBy(() -> builder().headers(Map.of("a", "s3cret\n")))
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void builder_endpoint_replacesATracesEndpointSetBefore() {
    SkeinOptionsBuilder builder = builder().tracesEndpoint(URI.create("http://a/x"));
    assertThat(builder.build().endpoint()).isEqualTo(URI.create("http://a/x"));

    assertThat(builder.endpoint(URI.create("http://b")).build().endpoint())
        .isEqualTo(URI.create("http://b/v1/traces"));
  }

  @Test
  void builder_endpointOnTheGrpcPort_isAProblem() {
    assertThat(builder().endpoint(URI.create("http://collector:4317")).build().problems())
        .singleElement()
        .asString()
        .contains("usually 4318");
  }

  @Test
  void builder_timeoutZero_isNoLimit() {
    assertThat(builder().timeout(Duration.ZERO).build().timeout()).isEqualTo(Duration.ofDays(365));
  }

  @Test
  void builder_copiesWhatItIsGiven() {
    List<String> paths = new ArrayList<>(List.of("/a"));
    SkeinOptions options = builder().excludedPaths(paths).build();
    paths.add("/b");

    assertThat(options.excludedPaths()).containsExactly("/a");
  }

  @Test
  void summary_isOneLine() {
    assertThat(builder().serviceName("shop").build().summary())
        .isEqualTo(
            "Skein: service.name=shop, exporter=otlp, endpoint=http://localhost:4318/v1/traces,"
                + " protocol=http/protobuf, sampler=parentbased_always_on");
  }

  @Test
  void summary_ofARatio_saysWhich() {
    assertThat(builder().sampler("parentbased_traceidratio").samplerArg(0.1).build().summary())
        .endsWith(", sampler=parentbased_traceidratio(0.1)");
  }

  @Test
  void summary_ofAnotherExporter_hasNoEndpoint() {
    assertThat(builder().exporter(ExporterKind.CONSOLE).build().summary())
        .isEqualTo(
            "Skein: service.name=unknown_service:java, exporter=console,"
                + " sampler=parentbased_always_on");
  }

  @Test
  void summary_whenDisabled_saysSo() {
    assertThat(builder().enabled(false).build().summary()).isEqualTo("Skein is disabled");
  }

  @Test
  void summary_namesExporterAndSamplerOfTheBuilder() {
    assertThat(builder().serviceName("shop").build().summary("RecordedSpans", "always_off"))
        .isEqualTo("Skein: service.name=shop, exporter=RecordedSpans, sampler=always_off");
  }

  @Test
  void summary_withHostileServiceName_isOneShortLine() {
    assertThat(builder().serviceName("a\nb" + "x".repeat(1000)).build().summary())
        .startsWith("Skein: service.name=a?bxx")
        .hasSizeLessThan(300);
  }

  @Test
  void toString_showsWhatDiffersFromTheDefaults_butNoHeader() {
    SkeinOptions options =
        builder()
            .serviceName("shop")
            .headers(Map.of("authorization", "s3cret"))
            .timeout(Duration.ofSeconds(10))
            .build();

    assertThat(options).hasToString("SkeinOptions{service-name=shop, headers=***}");
  }

  @Test
  void load_withoutAnything_readsTheProcess() {
    assertThat(SkeinOptions.load(name -> name.equals("service-name") ? "shop" : null).serviceName())
        .isEqualTo("shop");
    assertThat(SkeinOptions.load().endpoint()).isNotNull();
  }
}
