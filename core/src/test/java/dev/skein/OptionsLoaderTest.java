package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where options come from, which place wins, and what is said about mistakes. */
class OptionsLoaderTest {
  private final Map<String, String> framework = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  private SkeinOptions load() {
    return loader().load();
  }

  private OptionsLoader loader() {
    return SkeinOptions.loader()
        .framework("quarkus.skein", framework::get)
        .frameworkKeys(framework.keySet())
        .systemProperties(properties::get)
        .environment(environment::get);
  }

  private SkeinOptions environment(String name, String value) {
    environment.put(name, value);
    return load();
  }

  private SkeinOptions framework(String name, String value) {
    framework.put(name, value);
    return load();
  }

  @Test
  void nothingSet_givesTheDefaults() {
    SkeinOptions options = load();

    assertThat(options.problems()).isEmpty();
    assertThat(options).isEqualTo(SkeinOptions.builder().build());
    assertThat(options.enabled()).isTrue();
    assertThat(options.serviceName()).isEqualTo("unknown_service:java");
    assertThat(options.resourceAttributes().isEmpty()).isTrue();
    assertThat(options.exporter()).isEqualTo(ExporterKind.OTLP);
    assertThat(options.endpoint()).isEqualTo(URI.create("http://localhost:4318/v1/traces"));
    assertThat(options.tracesEndpoint()).isNull();
    assertThat(options.protocol()).isEqualTo("http/protobuf");
    assertThat(options.headers()).isEmpty();
    assertThat(options.compression()).isEqualTo("none");
    assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.sampler()).hasToString("parentbased{always_on}");
    assertThat(options.samplerArg()).isEqualTo(1.0);
    assertThat(options.propagators()).containsExactly("tracecontext", "baggage");
    assertThat(options.exportDelay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.exportTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.shutdownTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.memoryLimit()).isEqualTo(16 * 1024 * 1024);
    assertThat(options.attributeCountLimit()).isEqualTo(128);
    assertThat(options.attributeValueLengthLimit()).isEqualTo(4096);
    assertThat(options.eventCountLimit()).isEqualTo(128);
    assertThat(options.linkCountLimit()).isEqualTo(128);
    assertThat(options.eventAttributeCountLimit()).isEqualTo(128);
    assertThat(options.linkAttributeCountLimit()).isEqualTo(128);
    assertThat(options.excludedPaths()).isEmpty();
    assertThat(options.redactedQueryParameters()).contains("sig", "X-Amz-Signature", "token");
    assertThat(options.knownMethods()).hasSize(10).contains("GET", "PATCH", "QUERY");
  }

  @Test
  void precedence_frameworkThenPropertiesThenEnvironment_ownNamesBeforeStandardOnes() {
    environment.put("OTEL_EXPORTER_OTLP_TIMEOUT", "1");
    assertThat(load().timeout()).isEqualTo(Duration.ofMillis(1));
    environment.put("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "2");
    assertThat(load().timeout()).isEqualTo(Duration.ofMillis(2));
    environment.put("SKEIN_TIMEOUT", "3ms");
    assertThat(load().timeout()).isEqualTo(Duration.ofMillis(3));
    properties.put("otel.exporter.otlp.timeout", "4");
    assertThat(load().timeout()).isEqualTo(Duration.ofMillis(4));
    properties.put("otel.exporter.otlp.traces.timeout", "5");
    assertThat(load().timeout()).isEqualTo(Duration.ofMillis(5));
    properties.put("skein.timeout", "6ms");
    assertThat(load().timeout()).isEqualTo(Duration.ofMillis(6));
    framework.put("timeout", "7ms");
    assertThat(load().timeout()).isEqualTo(Duration.ofMillis(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void blank_countsAsUnset(String blank) {
    framework.put("service-name", blank);
    properties.put("skein.service-name", blank);
    environment.put("OTEL_SERVICE_NAME", " shop ");

    assertThat(load().serviceName()).isEqualTo("shop");
    assertThat(load().problems()).isEmpty();
  }

  @Test
  void badValue_isAProblemWithKeyValueAndExpectation_andTheDefaultApplies() {
    properties.put("skein.timeout", "9ms");
    SkeinOptions options = framework("timeout", "soon");

    assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.problems())
        .containsExactly(
            "quarkus.skein.timeout=\"soon\" is not a duration such as 500ms, 5s, 1m or PT1M; using"
                + " 10s");
  }

  @Test
  void standardKeysThatSkeinDoesNotUse_areNoProblem() {
    for (String name :
        List.of(
            "OTEL_LOG_LEVEL",
            "OTEL_BSP_MAX_QUEUE_SIZE",
            "OTEL_METRICS_EXPORTER",
            "OTEL_EXPORTER_OTLP_CERTIFICATE",
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
            "SKEIN_SERVICE_HOST")) {
      environment.put(name, "whatever");
    }

    assertThat(load().problems()).isEmpty();
  }

  @Test
  void unknownFrameworkKey_isAProblemWithASuggestion() {
    framework.put("endpont", "http://x");
    framework.put("frobnicate", "1");

    assertThat(load().problems())
        .containsExactlyInAnyOrder(
            "quarkus.skein.endpont is not a setting of Skein; ignored. Did you mean"
                + " quarkus.skein.endpoint?",
            "quarkus.skein.frobnicate is not a setting of Skein; ignored");
  }

  @Test
  void frameworkThatThrows_isAProblem() {
    SkeinOptions options =
        SkeinOptions.loader()
            .framework(
                "",
                name -> {
                  if (name.equals("timeout")) {
                    throw new IllegalStateException("secret");
                  }
                  return null;
                })
            .systemProperties(name -> null)
            .environment(name -> null)
            .load();

    assertThat(options.problems())
        .containsExactly("timeout could not be read (java.lang.IllegalStateException); ignored");
  }

  @ParameterizedTest
  @CsvSource({"true, false", "TRUE, false", "false, true", "False, true"})
  void sdkDisabled_isTheOppositeOfEnabled(String disabled, boolean enabled) {
    assertThat(environment("OTEL_SDK_DISABLED", disabled).enabled()).isEqualTo(enabled);
  }

  @Test
  void sdkDisabled_anythingElse_isFalse() {
    SkeinOptions options = environment("OTEL_SDK_DISABLED", "1");

    assertThat(options.enabled()).isTrue();
    assertThat(options.problems())
        .containsExactly("OTEL_SDK_DISABLED=\"1\" is not true or false; using false");
  }

  @Test
  void enabled_frameworkKey_isNotInverted() {
    assertThat(framework("enabled", "false").enabled()).isFalse();
  }

  @Test
  void serviceName_winsOverTheResourceAttribute() {
    environment.put("OTEL_RESOURCE_ATTRIBUTES", "service.name=a");
    assertThat(load().serviceName()).isEqualTo("a");
    environment.put("OTEL_SERVICE_NAME", "b");
    assertThat(load().serviceName()).isEqualTo("b");
    framework.put("resource-attributes", "service.name=c");
    assertThat(load().serviceName()).as("set in a place that wins").isEqualTo("c");
  }

  @Test
  void defaultServiceName_isUsedWhenTheUserSetNone() {
    assertThat(loader().defaultServiceName("app").load().serviceName()).isEqualTo("app");
    assertThat(loader().defaultServiceName(" ").load().serviceName())
        .isEqualTo("unknown_service:java");
    environment.put("OTEL_RESOURCE_ATTRIBUTES", "service.name=a");
    assertThat(loader().defaultServiceName("app").load().serviceName()).isEqualTo("a");
  }

  @Test
  void problem_withHostileValue_isOneShortLine() {
    SkeinOptions options = framework("timeout", "a\r\n\u001b[31mb" + "x".repeat(10_000));

    assertThat(options.problems().get(0))
        .startsWith("quarkus.skein.timeout=\"a???[31mbxxx")
        .hasSizeLessThan(300)
        .contains("...\"");
  }

  @Test
  void problem_withHostileName_isOneShortLine() {
    SkeinOptions options =
        loader().frameworkKeys(List.of("a\r\n\u001b[31mb" + "x".repeat(10_000))).load();

    assertThat(options.problems().get(0))
        .startsWith("quarkus.skein.a???[31mbxxx")
        .hasSizeLessThan(300);
  }

  @Test
  void turkishLocale_changesNothing() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      environment.put("SKEIN_SERVICE_NAME", "shop");
      environment.put("OTEL_TRACES_SAMPLER", "TRACEIDRATIO");
      properties.put("otel.exporter.otlp.timeout", "3");
      properties.put("otel.sdk.disabled", "TRUE");
      framework.put("memory-limit", "1MIB");
      SkeinOptions options = load();

      assertThat(options.problems()).isEmpty();
      assertThat(options.serviceName()).isEqualTo("shop");
      assertThat(options.sampler()).hasToString("traceidratio{1.0}");
      assertThat(options.timeout()).isEqualTo(Duration.ofMillis(3));
      assertThat(options.enabled()).isFalse();
      assertThat(options.memoryLimit()).isEqualTo(1 << 20);
    } finally {
      Locale.setDefault(before);
    }
  }
}
