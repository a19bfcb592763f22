package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.AttributeKey;
import dev.skein.InboundTrust;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConfigurationTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withEmptyApplication()
          .overrideConfigKey("quarkus.http.test-port", "0")
          .overrideConfigKey("quarkus.application.name", "unused")
          .overrideConfigKey("quarkus.skein.service-name", "from-quarkus")
          .overrideConfigKey("quarkus.skein.exporter", "none")
          .overrideConfigKey("quarkus.skein.export-delay", "soon")
          .overrideConfigKey("quarkus.skein.endpoint", "http://localhost:4317")
          .overrideConfigKey("quarkus.skein.endpont", "http://localhost:4318")
          .overrideConfigKey("quarkus.skein.resource-attributes", "team=a%2Cb,stage=test")
          .overrideConfigKey("quarkus.skein.excluded-paths[0]", "/a")
          .overrideConfigKey("quarkus.skein.excluded-paths[1]", "/b/*")
          .overrideConfigKey("quarkus.skein.inbound.trust", "private")
          .overrideConfigKey("quarkus.skein.server.captured-request-headers[0]", "X-Tenant")
          .overrideConfigKey("quarkus.skein.server.captured-request-headers[1]", "x-region")
          .overrideConfigKey("quarkus.skein.tls.key-store-password", "a, b")
          .overrideConfigKey("quarkus.skein.spool.limit", "little")
          .setBeforeAllCustomizer(
              () -> {
                System.setProperty("otel.service.name", "from-property");
                System.setProperty("otel.bsp.export.timeout", "7000");
              })
          .setAfterAllCustomizer(
              () -> {
                System.clearProperty("otel.service.name");
                System.clearProperty("otel.bsp.export.timeout");
              })
          .setLogRecordPredicate(record -> text(record).contains("quarkus.skein."))
          .assertLogRecords(ConfigurationTest::assertProblems);

  @Inject Skein skein;

  private static void assertProblems(List<LogRecord> records) {
    String messages =
        records.stream().map(ConfigurationTest::text).collect(Collectors.joining("\n"));
    assertThat(messages)
        .contains("quarkus.skein.export-delay=\"soon\"")
        .contains("quarkus.skein.spool.limit=\"little\"")
        .contains("quarkus.skein.endpoint=\"http://localhost:4317\"")
        .contains("Unrecognized configuration key \"quarkus.skein.endpont\"");
  }

  private static String text(LogRecord record) {
    Object[] parameters = record.getParameters();
    return parameters == null
        ? record.getMessage()
        : String.format(record.getMessage(), parameters);
  }

  @Test
  void quarkus_winsOverSystemProperties() {
    assertThat(skein.options().serviceName()).isEqualTo("from-quarkus");
  }

  @Test
  void systemProperties_areRead() {
    assertThat(skein.options().exportTimeout()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void unusableValue_isReplacedByTheDefault() {
    assertThat(skein.options().exportDelay())
        .isEqualTo(SkeinOptions.builder().build().exportDelay());
  }

  @Test
  void textWithCommas_isTakenAsItIs() {
    assertThat(skein.options().resourceAttributes().get(AttributeKey.stringKey("team")))
        .isEqualTo("a,b");
  }

  @Test
  void groups_areTaken() {
    assertThat(skein.options().inboundTrust()).isEqualTo(InboundTrust.PRIVATE);
    assertThat(skein.options().serverCapturedRequestHeaders())
        .containsExactly("x-tenant", "x-region");
    assertThat(skein.options().tlsKeyStorePassword()).isEqualTo("a, b");
  }

  @Test
  void listOfAYamlFile_isTaken() {
    assertThat(skein.options().excludedPaths()).contains("/a", "/b/*", "/q/*");
  }
}
