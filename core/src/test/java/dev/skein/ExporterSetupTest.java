package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said at the start about the way to the endpoint. */
class ExporterSetupTest {
  private static final Path MISSING = Path.of("no-such-directory", "ca.pem");

  private static List<String> warnings(SkeinOptionsBuilder options) {
    List<String> warnings = new ArrayList<>();
    ExporterSetup.create(options.build(), warnings::add).close();
    return warnings;
  }

  private static SkeinOptionsBuilder endpoint(String url) {
    return SkeinOptions.builder().endpoint(URI.create(url));
  }

  @Test
  void nothingSet_saysNothing() {
    assertThat(warnings(SkeinOptions.builder())).isEmpty();
    assertThat(warnings(endpoint("https://otel.example.com"))).isEmpty();
  }

  @Test
  void fileThatCannotBeUsed_isNamedAtTheStart() {
    assertThat(warnings(endpoint("https://otel.example.com").tlsCertificate(List.of(MISSING))))
        .containsExactly(
            "tls.certificate: "
                + MISSING
                + " does not exist; nothing is sent until that is mended");
    assertThat(
            warnings(
                endpoint("https://otel.example.com")
                    .tlsKeyStore(MISSING)
                    .tlsKeyStorePassword("s3cret")))
        .containsExactly(
            "tls.key-store: " + MISSING + " does not exist; nothing is sent until that is mended");
  }

  @Test
  void certificateWithoutKey_isAWarning() {
    for (SkeinOptionsBuilder options :
        List.of(
            endpoint("https://otel.example.com").tlsClientCertificate(MISSING),
            endpoint("https://otel.example.com").tlsClientKey(MISSING))) {
      assertThat(warnings(options))
          .containsExactly(
              "tls.client-certificate and tls.client-key need each other: none is used");
    }
  }

  @Test
  void tlsWithPlainHttp_isAWarning() {
    assertThat(
            warnings(endpoint("http://collector:4318?key=s3cret").tlsCertificate(List.of(MISSING))))
        .containsExactly(
            "The settings tls.* have no effect, because the endpoint is plain http:"
                + " http://collector:4318/v1/traces");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://otel.example.com",
        "http://192.0.2.1:4318",
        "http://172.32.0.1",
        "http://8.8.8.8",
        "http://[2001:db8::1]:4318",
        "http://localhost.example.com",
        "http://internal.com"
      })
  void headersByPlainHttpToThePublic_areAWarningWithoutTheirValues(String url) {
    assertThat(warnings(endpoint(url).headers(Map.of("api-key", "s3cret"))))
        .singleElement()
        .asString()
        .startsWith(
            "The headers for the endpoint go to " + URI.create(url).getHost() + " unencrypted")
        .doesNotContain("s3cret");
    assertThat(warnings(endpoint(url))).as("without headers").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:4318",
        "http://127.0.0.1",
        "http://127.9.9.9",
        "http://[::1]:4318",
        "http://10.1.2.3",
        "http://172.16.0.1",
        "http://192.168.1.1",
        "http://169.254.1.1",
        "http://[fe80::1]",
        "http://[fd00::1]",
        "http://collector:4318",
        "http://otel.monitoring.svc.cluster.local",
        "http://otel.monitoring.svc",
        "http://otel.internal",
        "https://otel.example.com"
      })
  void headersToThisMachineOrItsNetwork_orByHttps_areNoWarning(String url) {
    assertThat(warnings(endpoint(url).headers(Map.of("api-key", "s3cret")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "console"})
  void exporterThatNeedsNoEndpoint_saysNothing(String exporter) {
    SkeinOptionsBuilder options =
        endpoint("http://otel.example.com")
            .headers(Map.of("api-key", "s3cret"))
            .tlsTrustStore(MISSING)
            .exporter(exporter.equals("none") ? ExporterKind.NONE : ExporterKind.CONSOLE);

    assertThat(warnings(options)).isEmpty();
    assertThat(warnings(options.exporter(ExporterKind.OTLP).enabled(false))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tls.certificate, tls.trust-store, ca.pem",
    "tls.client-certificate, tls.key-store, client.pem",
  })
  void pemFilesSetInAPlaceThatWins_winOverAStore(String pem, String store, String file) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of("SKEIN_" + store.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), "store.p12"));
    SkeinOptions options =
        SkeinOptions.loader()
            .framework("", name -> name.equals(pem) ? file : null)
            .systemProperties(name -> null)
            .environment(environment::get)
            .load();

    assertThat(options.toString()).contains(pem).doesNotContain("store.p12");
  }
}
