package dev.skein.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.ExporterKind;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Zipkin behind TLS, trusted by the settings that the OTLP exporter has, too. */
@Timeout(600)
class ZipkinTlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path directory;
  private static SSLContext localhost;
  private static Path trusted;

  /** Makes a certificate for localhost, which nobody but itself vouches for. */
  @BeforeAll
  static void makeCertificate() throws Exception {
    Path file = directory.resolve("server.p12");
    trusted = directory.resolve("server.pem");
    keytool(
        file,
        "-genkeypair -alias it -keyalg EC -dname CN=server -ext san=dns:localhost".split(" ", -1));
    keytool(file, "-exportcert", "-rfc", "-alias", "it", "-file", trusted.toString());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    localhost = SSLContext.getInstance("TLS");
    localhost.init(keys.getKeyManagers(), null, null);
  }

  private static void keytool(Path store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
  }

  private static Skein skein(ZipkinStub zipkin, Path certificate) {
    SkeinOptions options =
        SkeinOptions.builder()
            .exporter(ExporterKind.ZIPKIN)
            .zipkinEndpoint(zipkin.endpoint())
            .zipkinTimeout(Duration.ofMinutes(5))
            .tlsCertificate(List.of(certificate))
            .exportDelay(Duration.ofMinutes(1))
            .shutdownTimeout(Duration.ZERO)
            .build();
    return Skein.builder().options(options).build();
  }

  @Test
  void trustedServer_getsTheSpans() throws Exception {
    try (ZipkinStub zipkin = ZipkinStub.https(localhost);
        Skein skein = skein(zipkin, trusted)) {
      skein.tracer().startSpan("s").end();

      assertThat(skein.flush(Duration.ofMinutes(5)).exported()).isEqualTo(1);
      assertThat(zipkin.spans()).hasSize(1);
    }
  }

  @Test
  void fileThatCannotBeUsed_keepsTheSpansUntilItCan() throws Exception {
    Path file = directory.resolve("later.pem");
    try (ZipkinStub zipkin = ZipkinStub.https(localhost);
        Skein skein = skein(zipkin, file)) {
      skein.tracer().startSpan("s").end();
      assertThat(skein.flush(Duration.ofMillis(50)).exported()).isZero();
      assertThat(zipkin.requests()).isEmpty();

      Files.copy(trusted, file, StandardCopyOption.REPLACE_EXISTING);

      assertThat(skein.flush(Duration.ofMinutes(5)).exported()).isEqualTo(1);
    }
  }
}
