package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URL rules of OTLP/HTTP and the two mistakes everybody makes. */
class EndpointTest {
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> framework = new HashMap<>();

  private SkeinOptions load() {
    return SkeinOptions.loader()
        .framework("skein", framework::get)
        .systemProperties(name -> null)
        .environment(environment::get)
        .load();
  }

  @ParameterizedTest
  @CsvSource({
    "http://collector:4318, http://collector:4318/v1/traces",
    "http://collector:4318/, http://collector:4318/v1/traces",
    "https://otlp.example, https://otlp.example/v1/traces",
    "HTTP://collector, HTTP://collector/v1/traces",
    "https://otlp.example/base, https://otlp.example/base/v1/traces",
    "https://otlp.example/base/, https://otlp.example/base/v1/traces",
    "https://otlp.example/a%20b?key=1, https://otlp.example/a%20b/v1/traces?key=1",
    "http://[::1]:4318, http://[::1]:4318/v1/traces",
  })
  void endpoint_isABaseUrl(String endpoint, URI effective) {
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);

    assertThat(load().endpoint()).isEqualTo(effective);
    assertThat(load().problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://collector:4318/v1/traces, http://collector:4318/v1/traces",
    "https://otlp.example/custom, https://otlp.example/custom",
    "https://otlp.example/custom/, https://otlp.example/custom/",
    "https://otlp.example, https://otlp.example/",
    "https://otlp.example?x=1, https://otlp.example/?x=1",
  })
  void tracesEndpoint_isUsedAsItIs(String endpoint, URI effective) {
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://other:4318");
    environment.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", endpoint);

    assertThat(load().endpoint()).isEqualTo(effective);
    assertThat(load().tracesEndpoint()).isEqualTo(effective);
  }

  @Test
  void endpoint_setInAPlaceThatWins_winsOverTracesEndpoint() {
    environment.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://environment:4318/v1/traces");
    framework.put("endpoint", "http://framework:4318");
    assertThat(load().endpoint()).isEqualTo(URI.create("http://framework:4318/v1/traces"));

    framework.put("traces-endpoint", "http://framework:4318/x");
    assertThat(load().endpoint()).isEqualTo(URI.create("http://framework:4318/x"));
  }

  @Test
  void endpoint_onTheGrpcPort_isAProblemThatSaysWhatToSet() {
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317");

    assertThat(load().endpoint()).isEqualTo(URI.create("http://collector:4317/v1/traces"));
    assertThat(load().problems())
        .containsExactly(
            "OTEL_EXPORTER_OTLP_ENDPOINT=\"http://collector:4317\": port 4317 is where gRPC is"
                + " served, but Skein sends OTLP as http/protobuf; set OTEL_EXPORTER_OTLP_ENDPOINT"
                + " to the HTTP port, usually 4318");
  }

  @Test
  void endpoint_withTheSignalPath_isAProblemThatSaysWhatToSet() {
    framework.put("endpoint", "http://collector:4318/v1/traces");

    assertThat(load().problems())
        .containsExactly(
            "skein.endpoint=\"http://collector:4318/v1/traces\": v1/traces is added to the"
                + " endpoint, which has it already; leave it out, or set traces-endpoint");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:4318, a URL with http:// or https://",
    "collector, a URL with http:// or https://",
    "ftp://collector, a URL with http:// or https://",
    "/v1/traces, a URL with http:// or https://",
    "http://, a URL",
    "http:///x, a URL with a host",
    "'http://a b', a URL",
    "http://my_collector:4318, a URL with a host that Java can reach",
    "http://collector:port, a URL with a host",
  })
  void endpoint_unusable_isAProblem(String endpoint, String expected) {
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    SkeinOptions options = load();

    assertThat(options.endpoint()).isEqualTo(URI.create("http://localhost:4318/v1/traces"));
    assertThat(options.problems()).hasSize(1);
    assertThat(options.problems().get(0))
        .startsWith("OTEL_EXPORTER_OTLP_ENDPOINT=\"" + endpoint + "\" is not " + expected)
        .endsWith("; using http://localhost:4318");
  }

  @Test
  void tracesEndpoint_unusable_leavesItToTheEndpoint() {
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318");
    environment.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector");

    assertThat(load().endpoint()).isEqualTo(URI.create("http://collector:4318/v1/traces"));
    assertThat(load().problems().get(0)).endsWith("; using endpoint");
  }

  @Test
  void endpoint_withUserAndPassword_isUsedWithoutThem_andNothingShowsThem() {
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://us3r:s3cret@collector:4318/a?key=k3y");
    SkeinOptions options = load();

    assertThat(options.endpoint())
        .isEqualTo(URI.create("http://collector:4318/a/v1/traces?key=k3y"));
    assertThat(options.problems())
        .containsExactly(
            "OTEL_EXPORTER_OTLP_ENDPOINT=\"http://***@collector:4318/a\": the user and password are"
                + " ignored; put them into headers");
    assertThat(options.summary() + options).doesNotContain("us3r", "s3cret", "k3y");
  }

  @Test
  void endpoint_unusableWithPassword_isNotShownInFull() {
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://us3r:s3cret@my_host/?key=k3y");

    assertThat(load().problems().toString()).doesNotContain("us3r", "s3cret", "k3y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://us3r:s3c?ret@my_host/", "http://us3r:s3c#ret@my_host/", "us3r@a/b"})
  void endpoint_unusableWithAPasswordThatBreaksTheUrl_isNotShownInPart(String endpoint) {
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);

    assertThat(load().problems().toString()).doesNotContain("us3r", "s3c");
  }
}
