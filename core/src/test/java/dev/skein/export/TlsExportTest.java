package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.ExportResult.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exporter with trust and keys from files, before real TLS servers. */
@Timeout(600)
class TlsExportTest {
  private static final SpanBatch BATCH = Batches.of(TestSpan.of(1));
  private static final String LAST =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private static TestAuthority authority;
  private static TestAuthority stranger;
  private static TestIdentity localhost;

  @TempDir Path directory;

  @BeforeAll
  static void makeCertificates() throws Exception {
    authority = new TestAuthority("authority");
    stranger = new TestAuthority("stranger");
    localhost = authority.issue("EC", "localhost");
  }

  /** A server that takes one request per connection. */
  private static ScriptedServer server(TestIdentity identity, @Nullable TestAuthority clients)
      throws Exception {
    return new ScriptedServer(
        identity.server(clients),
        InetAddress.getByName("localhost"),
        peer -> {
          peer.request();
          peer.say(LAST);
        });
  }

  private static OtlpHttpExporter exporter(ScriptedServer server, TlsFiles tls) {
    return OtlpHttpExporter.builder(URI.create("https://localhost:" + server.port() + "/v1/traces"))
        .timeout(Duration.ofMinutes(5))
        .tls(tls)
        .build();
  }

  private static void assertDelivered(OtlpHttpExporter exporter) throws Exception {
    assertThat(exporter.export(BATCH).get()).isEqualTo(ExportResult.success());
  }

  private static void assertUnreachable(OtlpHttpExporter exporter) throws Exception {
    assertThat(exporter.export(BATCH).get().outcome()).isEqualTo(Outcome.UNREACHABLE);
  }

  private Path certificates(String name, Certificate... certificates) throws Exception {
    return replace(name, TestIdentity.pem(List.of(certificates)));
  }

  private Path replace(String name, String content) throws IOException {
    Path written = Files.writeString(directory.resolve(name + ".new"), content);
    return Files.move(written, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private TlsFiles.Builder trusted() throws Exception {
    return TlsFiles.builder().certificates(List.of(certificates("ca.pem", authority.certificate)));
  }

  @Test
  void serverOfATrustedAuthority_isSpokenTo() throws Exception {
    Path both = certificates("both.pem", stranger.certificate, authority.certificate);
    Path store =
        TestIdentity.write(
            TestIdentity.trusting(authority.certificate), directory.resolve("t.p12"), "changeit");
    for (TlsFiles tls :
        List.of(
            trusted().build(),
            TlsFiles.builder().certificates(List.of(both)).build(),
            TlsFiles.builder()
                .certificates(List.of(certificates("leaf.pem", localhost.chain().get(0))))
                .build(),
            TlsFiles.builder().trustStore(store, "changeit").build())) {
      try (ScriptedServer server = server(localhost, null);
          OtlpHttpExporter exporter = exporter(server, tls)) {
        assertDelivered(exporter);
      }
    }
  }

  @Test
  void serverOfAnother_isToldNothing() throws Exception {
    try (ScriptedServer server = server(stranger.issue("EC", "localhost"), null);
        OtlpHttpExporter exporter = exporter(server, trusted().build())) {
      assertUnreachable(exporter);
      assertThat(server.heads).isEmpty();
    }
  }

  @Test
  void serverOfAnotherName_isToldNothing_evenIfItsCertificateItselfIsTrusted() throws Exception {
    TestIdentity elsewhere = authority.issue("EC", "elsewhere.example");
    Path leaf = certificates("leaf.pem", elsewhere.chain().get(0), authority.certificate);
    try (ScriptedServer server = server(elsewhere, null);
        OtlpHttpExporter exporter =
            exporter(server, TlsFiles.builder().certificates(List.of(leaf)).build())) {
      assertUnreachable(exporter);
      assertThat(server.heads).isEmpty();
    }
  }

  @Test
  void serverWhoseCertificateHasExpired_isToldNothing() throws Exception {
    Instant lastYear = Instant.now().minus(Duration.ofDays(365));
    try (ScriptedServer server = server(authority.issue("EC", "localhost", lastYear), null);
        OtlpHttpExporter exporter = exporter(server, trusted().build())) {
      assertUnreachable(exporter);
      assertThat(server.heads).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void clientWithAKeyOfItsOwn_isKnownToTheServer(String algorithm) throws Exception {
    TestIdentity client = authority.issue(algorithm, "client");
    TlsFiles tls =
        trusted()
            .clientCertificate(
                replace("client.pem", client.chainPem()), replace("client.key", client.keyPem()))
            .build();
    try (ScriptedServer server =
            new ScriptedServer(
                localhost.server(authority),
                InetAddress.getByName("localhost"),
                peer -> {
                  peer.request();
                  Certificate[] shown =
                      ((SSLSocket) peer.socket).getSession().getPeerCertificates();
                  peer.say(shown[0].equals(client.chain().get(0)) ? LAST : "");
                });
        OtlpHttpExporter exporter = exporter(server, tls)) {
      assertDelivered(exporter);
    }
  }

  @Test
  void clientWithAKeyStore_isKnownToTheServer() throws Exception {
    Path keys =
        TestIdentity.write(
            authority.issue("RSA", "client").keyStore("s3cret"),
            directory.resolve("keys.p12"),
            "s3cret");
    try (ScriptedServer server = server(localhost, authority);
        OtlpHttpExporter exporter = exporter(server, trusted().keyStore(keys, "s3cret").build())) {
      assertDelivered(exporter);
    }
  }

  @Test
  void clientWithoutACertificate_isRefused_andMayTryAgain() throws Exception {
    try (ScriptedServer server = server(localhost, authority);
        OtlpHttpExporter exporter = exporter(server, trusted().build())) {
      assertUnreachable(exporter);
      assertThat(server.heads).isEmpty();
    }
  }

  @Test
  void certificateThatIsRenewed_isShownOnTheNextConnection() throws Exception {
    TestIdentity old = stranger.issue("EC", "client");
    TlsFiles tls =
        trusted()
            .clientCertificate(
                replace("client.pem", old.chainPem()), replace("client.key", old.keyPem()))
            .build();
    try (ScriptedServer server = server(localhost, authority);
        OtlpHttpExporter exporter = exporter(server, tls)) {
      assertUnreachable(exporter);

      TestIdentity renewed = authority.issue("EC", "client");
      replace("client.key", renewed.keyPem());
      // between the two files the key is not that of the certificate, and nothing worse happens
      assertUnreachable(exporter);
      replace("client.pem", renewed.chainPem());

      assertDelivered(exporter);
      replace("client.pem", "half of a certif");
      assertDelivered(exporter);
    }
  }

  @Test
  void trustThatIsRenewed_isUsedForTheNextConnection() throws Exception {
    Path file = certificates("ca.pem", stranger.certificate);
    TlsFiles tls = TlsFiles.builder().certificates(List.of(file)).build();
    try (ScriptedServer server = server(localhost, null);
        OtlpHttpExporter exporter = exporter(server, tls)) {
      assertUnreachable(exporter);

      certificates("ca.pem", stranger.certificate, authority.certificate);

      assertDelivered(exporter);
      certificates("ca.pem", stranger.certificate);
      assertUnreachable(exporter);
    }
  }

  @Test
  void fileThatCannotBeUsed_isUnreachableWithItsNameAndReason_untilItCan() throws Exception {
    Path missing = directory.resolve("ca.pem");
    TlsFiles tls = TlsFiles.builder().certificates(List.of(missing)).build();
    try (ScriptedServer server = server(localhost, null);
        OtlpHttpExporter exporter = exporter(server, tls)) {
      ExportResult result = exporter.export(BATCH).get();
      assertThat(result.outcome()).isEqualTo(Outcome.UNREACHABLE);
      assertThat(result.message())
          .isEqualTo("SSLException: tls.certificate: " + missing + " does not exist");

      certificates("ca.pem", authority.certificate);

      assertDelivered(exporter);
    }
  }
}
