package dev.skein.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skein.InboundTrust;
import dev.skein.OptionKey;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.Tracer;
import dev.skein.testkit.TraceRecorder;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The settings under {@code skein.}. */
class ConfigurationTest {

  private static ApplicationContext run(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.putIfAbsent("skein.exporter", "none");
    return ApplicationContext.run(all);
  }

  private static SkeinOptions options(Map<String, Object> properties) {
    try (ApplicationContext context = run(properties)) {
      return context.getBean(SkeinOptions.class);
    }
  }

  @Test
  void metadata_hasEveryKeyOfTheCore() throws IOException {
    List<String> names = new ArrayList<>();
    for (URL url :
        Collections.list(
            SkeinConfiguration.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (InputStream in = url.openStream()) {
        for (JsonNode property : new ObjectMapper().readTree(in).get("properties")) {
          String name = property.get("name").asText();
          if (name.startsWith("skein.")) {
            names.add(name);
            assertThat(property.get("description").asText()).as(name).isNotBlank();
          }
        }
      }
    }

    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            SkeinOptions.keys().stream().map(key -> "skein." + key.name()).toList());
  }

  @Test
  void everyKey_isRead() {
    for (OptionKey key : SkeinOptions.keys()) {
      List<String> problems = options(Map.of("skein." + key.name(), "=\u0001=")).problems();
      if (problems.isEmpty()) {
        // a text or a list of texts, which cannot be wrong
        assertThat(options(Map.of("skein." + key.name(), "x"))).isNotEqualTo(options(Map.of()));
      } else {
        assertThat(problems).singleElement().asString().contains("skein." + key.name());
      }
    }
  }

  @Test
  void values_ofEveryShape() {
    SkeinOptions options =
        options(
            Map.of(
                "skein.service-name", "shop",
                "skein.export-delay", "250ms",
                "skein.memory-limit", "1MiB",
                "skein.sampler", "parentbased_traceidratio",
                "skein.sampler-arg", "0.25",
                "skein.attribute-count-limit", 7,
                "skein.excluded-paths", List.of("/health", "/q/*"),
                "skein.known-methods", "GET,POST"));

    assertThat(options.problems()).isEmpty();
    assertThat(options.serviceName()).isEqualTo("shop");
    assertThat(options.exportDelay()).isEqualTo(Duration.ofMillis(250));
    assertThat(options.memoryLimit()).isEqualTo(1 << 20);
    assertThat(options.attributeCountLimit()).isEqualTo(7);
    assertThat(options.excludedPaths()).containsExactly("/health", "/q/*");
    assertThat(options.knownMethods()).containsExactly("GET", "POST");
  }

  @Test
  void groups_inAnySpelling() {
    SkeinOptions options =
        options(
            Map.of(
                "skein.inbound.trust", "none",
                "skein.inbound.sampledPerSecond", 100,
                "skein.server.captured-request-headers", List.of("X-Tenant", "x-region"),
                "skein.tls.key-store-password", "a, b",
                "skein.spool.limt", "1GiB"));

    assertThat(options.problems())
        .singleElement()
        .asString()
        .contains("skein.spool.limt", "Did you mean skein.spool.limit");
    assertThat(options.inboundTrust()).isEqualTo(InboundTrust.NONE);
    assertThat(options.inboundSampledPerSecond()).isEqualTo(100);
    assertThat(options.serverCapturedRequestHeaders()).containsExactly("x-tenant", "x-region");
    assertThat(options.tlsKeyStorePassword()).isEqualTo("a, b");
  }

  @Test
  void pairs_asTextOrAsMap() {
    assertThat(options(Map.of("skein.headers", "api-key=a%20b,x=1")).headers())
        .containsExactlyInAnyOrderEntriesOf(Map.of("api-key", "a b", "x", "1"));
    assertThat(options(Map.of("skein.headers", Map.of("api-key", "a b", "x", "1,2=3"))).headers())
        .containsExactlyInAnyOrderEntriesOf(Map.of("api-key", "a b", "x", "1,2=3"));
    SkeinOptions options =
        options(Map.of("skein.resource-attributes.deployment.environment.name", "test"));
    assertThat(options.problems()).isEmpty();
    assertThat(options.resourceAttributes().toString())
        .contains("deployment.environment.name", "test");
  }

  @Test
  void serviceName_defaultsToTheApplicationsName() {
    assertThat(options(Map.of("micronaut.application.name", "my-app")).serviceName())
        .isEqualTo("my-app");
    assertThat(
            options(Map.of("micronaut.application.name", "my-app", "skein.service-name", "own"))
                .serviceName())
        .isEqualTo("own");
    assertThat(options(Map.of()).serviceName()).isEqualTo("unknown_service:java");
  }

  @Test
  void configuration_winsOverSystemProperties() {
    System.setProperty("otel.service.name", "from-property");
    System.setProperty("otel.bsp.schedule.delay", "77");
    try {
      SkeinOptions options = options(Map.of("skein.service-name", "from-configuration"));

      assertThat(options.serviceName()).isEqualTo("from-configuration");
      assertThat(options.exportDelay()).isEqualTo(Duration.ofMillis(77));
      assertThat(options(Map.of("micronaut.application.name", "my-app")).serviceName())
          .isEqualTo("from-property");
    } finally {
      System.clearProperty("otel.service.name");
      System.clearProperty("otel.bsp.schedule.delay");
    }
  }

  @Test
  void problems_nameTheKeyAsTheUserWroteIt() {
    List<String> problems =
        options(
                Map.of(
                    "skein.export-delay", "soon",
                    "skein.endpont", "http://localhost:4318",
                    "skein.endpoint", "http://localhost:4317"))
            .problems();

    assertThat(problems).hasSize(3);
    assertThat(problems).anySatisfy(p -> assertThat(p).contains("skein.export-delay", "soon"));
    assertThat(problems)
        .anySatisfy(p -> assertThat(p).contains("skein.endpont", "Did you mean skein.endpoint"));
    assertThat(problems).anySatisfy(p -> assertThat(p).contains("skein.endpoint", "4318"));
  }

  @Test
  void names_inAnySpellingMicronautKnows() {
    SkeinOptions options =
        options(Map.of("skein.exportDelay", "2s", "skein.excludedPaths[0]", "/a"));

    assertThat(options.problems()).isEmpty();
    assertThat(options.exportDelay()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.excludedPaths()).containsExactly("/a");
  }

  @Test
  void environmentVariables_areNoUnknownKeys() {
    try (ApplicationContext context =
        ApplicationContext.builder()
            .propertySources(
                new MapPropertySource(
                    "environment",
                    Map.of("SKEIN_SERVICE_NAME", "from-variable", "SKEIN_EXPORTER", "none")) {
                  @Override
                  public PropertySource.PropertyConvention getConvention() {
                    return PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE;
                  }
                })
            .start()) {
      SkeinOptions options = context.getBean(SkeinOptions.class);

      assertThat(options.serviceName()).isEqualTo("from-variable");
      assertThat(options.problems()).isEmpty();
    }
  }

  @Test
  void disabled_installsNothingButWhatCanBeInjected() {
    TraceRecorder recorder = TraceRecorder.create();
    try (ApplicationContext context = run(Map.of("skein.enabled", false))) {
      context.registerSingleton(recorder);
      assertThat(context.containsBean(ServerTracingFilter.class)).isFalse();
      assertThat(context.containsBean(ClientTracingFilter.class)).isFalse();
      assertThat(context.containsBean(ExecutorListener.class)).isFalse();
      assertThat(context.containsBean(ErrorResponseListener.class)).isFalse();
      assertThat(context.containsBean(NettyClientListener.class)).isFalse();
      assertThat(context.containsBean(ReactorScheduling.class)).isFalse();
      assertThat(context.containsBean(SkeinHealthIndicator.class)).isFalse();

      Span span = context.getBean(Tracer.class).startSpan("work");
      span.end();
      assertThat(span.isRecording()).isFalse();
      assertThat(context.getBean(Skein.class).health().started()).isZero();
    }
  }

  @Test
  void disabledByTheStandardProperty_installsNothingEither() {
    System.setProperty("otel.sdk.disabled", "true");
    try (ApplicationContext context = run(Map.of())) {
      assertThat(context.containsBean(ServerTracingFilter.class)).isFalse();
    } finally {
      System.clearProperty("otel.sdk.disabled");
    }
    System.setProperty("otel.sdk.disabled", "true");
    try (ApplicationContext context = run(Map.of("skein.enabled", "true"))) {
      assertThat(context.containsBean(ServerTracingFilter.class)).isTrue();
    } finally {
      System.clearProperty("otel.sdk.disabled");
    }
  }

  @Test
  void disabled_requestsAndCallsPass() throws Exception {
    try (Downstream downstream = Downstream.start();
        App app =
            App.start(
                Map.of(
                    "skein.enabled",
                    "false",
                    "micronaut.http.services.downstream.url",
                    downstream.url()))) {
      assertThat(app.get("/relay/blocking", "traceparent", App.TRACEPARENT).body())
          .isEqualTo("item");
      assertThat(downstream.headers()).doesNotContainKey("traceparent");
      assertThat(app.recorder().spans()).isEmpty();
    }
  }
}
