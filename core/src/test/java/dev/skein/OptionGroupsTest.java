package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings whose names have a dot: trust, captured headers, baggage, TLS, spool. */
class OptionGroupsTest {
  private final Map<String, String> framework = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  private SkeinOptions load() {
    return SkeinOptions.loader()
        .framework("skein", framework::get)
        .frameworkKeys(framework.keySet())
        .systemProperties(properties::get)
        .environment(environment::get)
        .load();
  }

  private SkeinOptions framework(String name, String value) {
    framework.put(name, value);
    return load();
  }

  @Test
  void nothingSet_givesTheDefaults() {
    SkeinOptions options = load();

    assertThat(options.inboundTrust()).isEqualTo(InboundTrust.ALL);
    assertThat(options.inboundSampledPerSecond()).isEqualTo(Integer.MAX_VALUE);
    assertThat(options.serverCapturedRequestHeaders()).isEmpty();
    assertThat(options.serverCapturedResponseHeaders()).isEmpty();
    assertThat(options.clientCapturedRequestHeaders()).isEmpty();
    assertThat(options.clientCapturedResponseHeaders()).isEmpty();
    assertThat(options.baggageAllowedHosts()).containsExactly("*");
    assertThat(options.tlsCertificate()).isEmpty();
    assertThat(options.tlsClientCertificate()).isNull();
    assertThat(options.tlsClientKey()).isNull();
    assertThat(options.tlsKeyStore()).isNull();
    assertThat(options.tlsKeyStorePassword()).isNull();
    assertThat(options.tlsTrustStore()).isNull();
    assertThat(options.tlsTrustStorePassword()).isNull();
    assertThat(options.spoolDirectory()).isNull();
    assertThat(options.spoolLimit()).isEqualTo(256 << 20);
    assertThat(options.spoolMaxAge()).isEqualTo(Duration.ofHours(72));
  }

  @Test
  void builder_setsEverything() {
    SkeinOptions options =
        SkeinOptions.builder()
            .inboundTrust(InboundTrust.NONE)
            .inboundSampledPerSecond(7)
            .serverCapturedRequestHeaders(List.of("X-A"))
            .serverCapturedResponseHeaders(List.of("x-b"))
            .clientCapturedRequestHeaders(List.of("x-c", "x-d"))
            .clientCapturedResponseHeaders(List.of("x-e"))
            .baggageAllowedHosts(List.of("*.Example.com"))
            .tlsCertificate(List.of(Path.of("ca.pem")))
            .tlsClientCertificate(Path.of("client.pem"))
            .tlsClientKey(Path.of("client.key"))
            .tlsKeyStore(Path.of("keys.p12"))
            .tlsKeyStorePassword("s3cret")
            .tlsTrustStore(Path.of("trust.p12"))
            .tlsTrustStorePassword("s3cret")
            .spoolDirectory(Path.of("spool"))
            .spoolLimit(1 << 20)
            .spoolMaxAge(Duration.ofMinutes(1))
            .build();

    assertThat(options.inboundTrust()).isEqualTo(InboundTrust.NONE);
    assertThat(options.inboundSampledPerSecond()).isEqualTo(7);
    assertThat(options.serverCapturedRequestHeaders()).containsExactly("x-a");
    assertThat(options.serverCapturedResponseHeaders()).containsExactly("x-b");
    assertThat(options.clientCapturedRequestHeaders()).containsExactly("x-c", "x-d");
    assertThat(options.clientCapturedResponseHeaders()).containsExactly("x-e");
    assertThat(options.baggageAllowedHosts()).containsExactly("*.example.com");
    assertThat(options.tlsCertificate()).containsExactly(Path.of("ca.pem"));
    assertThat(options.tlsClientCertificate()).isEqualTo(Path.of("client.pem"));
    assertThat(options.tlsClientKey()).isEqualTo(Path.of("client.key"));
    assertThat(options.tlsKeyStore()).isEqualTo(Path.of("keys.p12"));
    assertThat(options.tlsKeyStorePassword()).isEqualTo("s3cret");
    assertThat(options.tlsTrustStore()).isEqualTo(Path.of("trust.p12"));
    assertThat(options.tlsTrustStorePassword()).isEqualTo("s3cret");
    assertThat(options.spoolDirectory()).isEqualTo(Path.of("spool"));
    assertThat(options.spoolLimit()).isEqualTo(1 << 20);
    assertThat(options.spoolMaxAge()).isEqualTo(Duration.ofMinutes(1));
    assertThat(options.toBuilder().build()).isEqualTo(options);
  }

  @Test
  void builder_refusesWhatCannotBeUsed() {
    List<Consumer<SkeinOptionsBuilder>> mistakes =
        List.of(
            b -> b.inboundSampledPerSecond(0),
            b -> b.serverCapturedRequestHeaders(List.of("a b")),
            b -> b.clientCapturedResponseHeaders(List.of("a,b")),
            b -> b.baggageAllowedHosts(List.of("https://example.com")),
            b -> b.spoolLimit(1),
            b -> b.spoolMaxAge(Duration.ofSeconds(-1)));
    for (Consumer<SkeinOptionsBuilder> mistake : mistakes) {
      assertThatThrownBy(() -> mistake.accept(SkeinOptions.builder()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(".{10,}");
    }
  }

  @Test
  void variablesAndProperties_haveUnderscoresAndDots() {
    environment.put("SKEIN_INBOUND_TRUST", "none");
    environment.put("SKEIN_TLS_KEY_STORE_PASSWORD", "from-environment");
    properties.put("skein.inbound.sampled-per-second", "5");

    SkeinOptions options = load();

    assertThat(options.problems()).isEmpty();
    assertThat(options.inboundTrust()).isEqualTo(InboundTrust.NONE);
    assertThat(options.inboundSampledPerSecond()).isEqualTo(5);
    assertThat(options.tlsKeyStorePassword()).isEqualTo("from-environment");
  }

  @Test
  void certificates_ofTraces_winOverTheGeneralOnes() {
    environment.put("OTEL_EXPORTER_OTLP_CERTIFICATE", "a.pem");
    environment.put("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "b.pem");
    environment.put("OTEL_EXPORTER_OTLP_CLIENT_KEY", "c.pem");
    assertThat(load().tlsCertificate()).containsExactly(Path.of("a.pem"));
    assertThat(load().tlsClientCertificate()).isEqualTo(Path.of("b.pem"));
    assertThat(load().tlsClientKey()).isEqualTo(Path.of("c.pem"));

    environment.put("OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE", "d.pem, e.pem");
    properties.put("otel.exporter.otlp.traces.client.certificate", "f.pem");
    properties.put("otel.exporter.otlp.client.key", "g.pem");
    assertThat(load().tlsCertificate()).containsExactly(Path.of("d.pem"), Path.of("e.pem"));
    assertThat(load().tlsClientCertificate()).isEqualTo(Path.of("f.pem"));
    assertThat(load().tlsClientKey()).isEqualTo(Path.of("g.pem"));
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER, REQUEST",
    "SERVER, RESPONSE",
    "CLIENT, REQUEST",
    "CLIENT, RESPONSE",
  })
  void capturedHeaders_byTheStandardVariables_andByTheAgentsProperty(String side, String message) {
    String variable = "OTEL_INSTRUMENTATION_HTTP_" + side + "_CAPTURE_" + message + "_HEADERS";
    environment.put(variable, "X-Tenant, x-region");
    assertThat(captured(side, message)).containsExactly("x-tenant", "x-region");

    properties.put(
        "otel.instrumentation.http.%s.capture-%s-headers"
            .formatted(side.toLowerCase(Locale.ROOT), message.toLowerCase(Locale.ROOT)),
        "x-plan");
    assertThat(captured(side, message)).containsExactly("x-plan");
  }

  private List<String> captured(String side, String message) {
    SkeinOptions options = load();
    boolean request = message.equals("REQUEST");
    if (side.equals("SERVER")) {
      return request
          ? options.serverCapturedRequestHeaders()
          : options.serverCapturedResponseHeaders();
    }
    return request
        ? options.clientCapturedRequestHeaders()
        : options.clientCapturedResponseHeaders();
  }

  @Test
  void capturedHeaders_thatAreNoNames_areLeftOutWithAProblem() {
    SkeinOptions options = framework("client.captured-response-headers", "x-a, b c, X-A, d");

    assertThat(options.clientCapturedResponseHeaders()).containsExactly("x-a", "d");
    assertThat(options.problems())
        .containsExactly(
            "skein.client.captured-response-headers=\"b c\": not the name of a header; it is left"
                + " out");
  }

  @ParameterizedTest
  @CsvSource({"all, ALL", "Private, PRIVATE", "NONE, NONE"})
  void trust_hasThreeValues(String text, InboundTrust trust) {
    assertThat(framework("inbound.trust", text).inboundTrust()).isEqualTo(trust);
    assertThat(load().problems()).isEmpty();
  }

  @Test
  void trust_unknownOne_isAProblem() {
    assertThat(framework("inbound.trust", "some").problems())
        .containsExactly(
            "skein.inbound.trust=\"some\" is not one of all, private, none; using all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "lots", "2147483648"})
  void sampledPerSecond_unusable_isAProblemAndNoLimit(String text) {
    SkeinOptions options = framework("inbound.sampled-per-second", text);

    assertThat(options.inboundSampledPerSecond()).isEqualTo(Integer.MAX_VALUE);
    assertThat(options.problems())
        .containsExactly(
            "skein.inbound.sampled-per-second=\"" + text + "\" is not a whole number, 1 or more");
  }

  @Test
  void allowedHosts_ofWhichNothingCanBeUsed_allowNone() {
    SkeinOptions options = framework("baggage.allowed-hosts", "https://example.com");

    assertThat(options.baggageAllowedHosts()).isEmpty();
    assertThat(options.problems())
        .singleElement()
        .asString()
        .startsWith("skein.baggage.allowed-hosts=\"https://example.com\": ");
    assertThat(framework("baggage.allowed-hosts", "none").baggageAllowedHosts()).isEmpty();
    assertThat(load().problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1MB", "65536", "1.5GiB"})
  void spoolLimit_unusable_isAProblem(String text) {
    SkeinOptions options = framework("spool.limit", text);

    assertThat(options.spoolLimit()).isEqualTo(256 << 20);
    assertThat(options.problems())
        .containsExactly(
            "skein.spool.limit=\""
                + text
                + "\" is not an amount of disk space such as 256MiB, 256M or a number of bytes, at"
                + " least 1048576; using 256MiB");
  }

  @Test
  void file_thatNoFileSystemHas_isAProblem() {
    assertThat(framework("spool.directory", "a\0b").problems())
        .containsExactly("skein.spool.directory=\"a?b\" is not the name of a file");
    framework.clear();
    assertThat(framework("tls.certificate", "a,b\0").problems())
        .containsExactly("skein.tls.certificate=\"a,b?\" is not a list of file names");
  }

  @Test
  void unknownKeyOfAGroup_isAProblemWithASuggestion() {
    assertThat(framework("tls.key-store-pasword", "s3cret").problems())
        .containsExactly(
            "skein.tls.key-store-pasword is not a setting of Skein; ignored. Did you mean"
                + " skein.tls.key-store-password?");
  }

  @Test
  void passwords_areNotInToString() {
    framework.put("tls.key-store-password", "s3cret");
    SkeinOptions options = framework("tls.trust-store-password", "s3cret");

    assertThat(options)
        .hasToString("SkeinOptions{tls.key-store-password=***, tls.trust-store-password=***}");
  }
}
