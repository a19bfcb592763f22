package dev.skein.it.reliability.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.ExporterKind;
import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.SkeinOptions;
import dev.skein.it.reliability.support.Figure;
import dev.skein.vertx.SkeinVertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Ten thousand secrets, planted in everything that a traced service is given: none of them is in
 * what is exported, in what is spooled, or in what is logged or printed.
 */
@Isolated("reads what the process prints")
@Timeout(600)
class SecretsIT {
  private static final int SECRETS = 10_000;
  private static final Duration LONG = Duration.ofMinutes(5);

  /** What an operator may ask for; all but two of them are refused. */
  private static final String CAPTURED =
      "authorization,proxy-authorization,cookie,set-cookie,x-api-key,x-auth-token,x-csrf-token,"
          + "location,referer,x-tenant,x-plan";

  @TempDir Path directory;

  private final Canaries canaries = new Canaries();

  private SkeinOptions options(RecordingEndpoint endpoint, String spool) {
    Map<String, String> settings =
        Map.of(
            "service-name",
            "visible-service",
            "traces-endpoint",
            "http://u:%s@%s/v1/traces?api-key=%s"
                .formatted(credential(), endpoint.authority(), credential()),
            "headers",
            "Authorization=Bearer%20" + credential() + ",api-key=" + credential(),
            "server.captured-request-headers",
            CAPTURED,
            "server.captured-response-headers",
            CAPTURED,
            "client.captured-request-headers",
            CAPTURED,
            "client.captured-response-headers",
            CAPTURED,
            "spool.directory",
            directory.resolve(spool).toString(),
            "tls.key-store-password",
            credential());
    return SkeinOptions.load(settings::get);
  }

  private String credential() {
    return canaries.plant("exporter credential");
  }

  private static void assertClean(String what, byte[] bytes, String... visible) {
    assertThat(LeakScanner.leaks(bytes)).as("secrets in %s", what).isEmpty();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String part : visible) {
      assertThat(text.contains(part)).as("%s has %s, which is no secret", what, part).isTrue();
    }
  }

  private static byte[] filesBelow(Path directory) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes.writeBytes(Files.readAllBytes(file));
      }
    }
    return bytes.toByteArray();
  }

  private void traffic(Skein server, Skein client, List<Skein> all) throws Exception {
    try (AdapterTraffic adapters = new AdapterTraffic(canaries, server, client);
        SqlTraffic sql = new SqlTraffic(canaries, server)) {
      while (canaries.count() < SECRETS * 4 / 10) {
        adapters.round();
      }
      while (canaries.count() < SECRETS * 5 / 10) {
        sql.round();
      }
    }
    int share = SECRETS * 3 / 10 / all.size();
    for (Skein skein : all) {
      CoreTraffic core = new CoreTraffic(canaries, skein);
      int until = canaries.count() + share;
      while (canaries.count() < until) {
        core.requests();
        core.exceptions();
      }
    }
  }

  @Test
  void secrets_areNeitherExportedNorSpooledNorLogged() throws Exception {
    byte[] spooled;
    byte[] exported;
    byte[] printed;
    int lines;
    try (CapturedOutput output = new CapturedOutput();
        RecordingEndpoint endpoint = new RecordingEndpoint()) {
      SkeinOptions options = options(endpoint, "client");
      SkeinOptions console = options.toBuilder().exporter(ExporterKind.CONSOLE).build();
      SkeinBuilder serverBuilder = SkeinVertx.builder().options(options(endpoint, "server"));
      try (Skein server = serverBuilder.build();
          Skein client = Skein.builder().options(options).build();
          Skein printing = Skein.builder().options(console).build()) {
        traffic(server, client, List.of(server, client, printing));
        Misconfiguration mistakes = new Misconfiguration(canaries, directory, endpoint.authority());
        while (canaries.count() < SECRETS) {
          mistakes.round();
        }
        for (Skein skein : List.of(server, client, printing)) {
          skein.flush(Duration.ofMillis(500));
        }
        spooled = filesBelow(directory.resolve("client"));
        endpoint.open();
        for (Skein skein : List.of(server, client, printing)) {
          skein.flush(LONG);
          assertThat(skein.health().exported()).isPositive();
          assertThat(skein.health().pending()).isZero();
        }
      }
      exported = endpoint.bodies();
      printed = output.bytes();
      lines = output.lines();
    }
    assertClean("what is exported", exported, "visible-service", "visible-tenant", "visible-query");
    assertClean("what is printed", printed, "visible-service", "visible-tenant", "not now");
    assertClean("what is spooled", spooled, "visible-service", "visible-tenant", "visible-query");
    Figure.report(
        "planted-secrets",
        "Secrets in exported bytes, spool and logs",
        "0 of %,d planted (%s); searched %,d bytes sent, %,d spooled, %,d printed in %,d log lines"
            .formatted(
                canaries.count(),
                canaries.places(),
                exported.length,
                spooled.length,
                printed.length,
                lines));
  }
}
