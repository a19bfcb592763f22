package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from files for TLS, and what is said about a file that cannot be used. */
class TlsFilesTest {
  private static TestAuthority authority;
  private static TestIdentity client;

  @TempDir Path directory;

  @BeforeAll
  static void makeCertificates() throws Exception {
    authority = new TestAuthority("authority");
    client = authority.issue("EC", "client");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private static TlsFiles trusting(Path... files) {
    return TlsFiles.builder().certificates(List.of(files)).build();
  }

  private TlsFiles showing(String certificate, String key) throws IOException {
    return TlsFiles.builder()
        .clientCertificate(file("client.pem", certificate), file("client.key", key))
        .build();
  }

  private static void assertProblem(TlsFiles files, String setting, Path file, String reason) {
    assertThatThrownBy(files::context)
        .isInstanceOf(SSLException.class)
        .hasMessage("%s: %s %s", setting, file, reason)
        .hasNoCause();
  }

  @Test
  void certificates_severalInAFile_withTextBetweenThem() throws Exception {
    String text =
        "# the authority\r\n"
            + TestIdentity.pem(List.of(authority.certificate)).replace("\n", "\r\n")
            + "and its client: \n"
            + client.chainPem();

    assertThat(trusting(file("ca.pem", text), file("b.pem", client.chainPem())).context())
        .isNotNull();
    assertThat(new PemFile(text.getBytes(StandardCharsets.UTF_8)).certificates())
        .containsExactly(authority.certificate, client.chain().get(0), client.chain().get(1));
  }

  @Test
  void certificates_fileThatCannotBeUsed() throws Exception {
    Path missing = directory.resolve("missing.pem");
    assertProblem(trusting(missing), "tls.certificate", missing, "does not exist");
    assertProblem(trusting(directory), "tls.certificate", directory, "is a directory");
    Path empty = file("empty.pem", "");
    assertProblem(trusting(empty), "tls.certificate", empty, "is empty");
    Path key = file("key.pem", client.keyPem());
    assertProblem(
        trusting(key),
        "tls.certificate",
        key,
        "holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
    Path der = Files.write(directory.resolve("a.der"), authority.certificate.getEncoded());
    assertProblem(
        trusting(der),
        "tls.certificate",
        der,
        "holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-----BEGIN CERTIFICATE-----                            | ends in the middle of a block",
        "-----BEGIN CERTIFICATE                                 | ends in the middle of a block",
        "-----BEGIN CERTIFICATE-----c2VjcmV0                    | ends in the middle of a block",
        "-----BEGIN CERTIFICATE-----s3cr?t-----END CERTIFICATE- | has a block that is no Base64",
        "-----BEGIN CERTIFICATE-----c2VjcmV0-----END CERTIFICAT |"
            + " holds a certificate that cannot be read, as number 1",
      })
  void certificates_damaged_areAProblemThatShowsNothingOfThem(String text, String reason)
      throws Exception {
    Path file = file("ca.pem", text);

    assertProblem(trusting(file), "tls.certificate", file, reason);
  }

  /** Whatever a file holds, it is a certificate or a problem. */
  @Test
  void certificates_anyDamage_isAProblemAndNothingElse() throws Exception {
    byte[] good = client.chainPem().getBytes(StandardCharsets.US_ASCII);
    Random random = new Random(1);
    int problems = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = good.clone();
      for (int j = 0; j <= i % 3; j++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(new PemFile(bad).certificates()).isNotEmpty();
      } catch (SSLException e) {
        problems++;
      }
    }
    assertThat(problems).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void clientKey_ofEveryKind(String algorithm) throws Exception {
    TestIdentity identity = authority.issue(algorithm, "client");

    assertThat(showing(identity.chainPem(), identity.keyPem()).context()).isNotNull();
    String both = identity.keyPem() + identity.chainPem();
    assertThat(showing(both, both).context()).as("one file for both").isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENCRYPTED PRIVATE KEY | holds an encrypted key; decrypt it with \"openssl pkcs8 -in"
            + " FILE\", or use a PKCS#12 key store",
        "RSA PRIVATE KEY | holds a key as PKCS#1, not as PKCS#8; convert it with \"openssl pkcs8"
            + " -topk8 -nocrypt -in FILE\"",
        "EC PRIVATE KEY | holds a key as EC PRIVATE KEY, not as PKCS#8; convert it with \"openssl"
            + " pkcs8 -topk8 -nocrypt -in FILE\"",
        "PRIVATE KEY | holds a private key that is damaged, or none of RSA, EC and Ed25519",
        "CERTIFICATE | holds no private key in PEM (-----BEGIN PRIVATE KEY-----)",
      })
  void clientKey_ofAnotherForm_isAProblemThatSaysWhatToDo(String label, String reason)
      throws Exception {
    byte[] secret = "s3cret s3cret s3cret".getBytes(StandardCharsets.US_ASCII);

    assertProblem(
        showing(client.chainPem(), TestIdentity.pem(label, secret)),
        "tls.client-key",
        directory.resolve("client.key"),
        reason);
  }

  @Test
  void clientKey_encryptedInTheOldWay_isSaidToBeNoPkcs8() throws Exception {
    String old =
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n"
            + "c2VjcmV0\n-----END RSA PRIVATE KEY-----\n";

    assertThatThrownBy(showing(client.chainPem(), old)::context)
        .hasMessageContaining("holds a key as PKCS#1, not as PKCS#8");
  }

  @Test
  void clientKey_ofAnotherCertificate_isAProblem() throws Exception {
    for (String other : List.of("EC", "RSA", "Ed25519")) {
      String key = TestIdentity.pem("PRIVATE KEY", TestAuthority.key(other).getEncoded());

      assertProblem(
          showing(client.chainPem(), key),
          "tls.client-key",
          directory.resolve("client.key"),
          "is not the key of the certificate in " + directory.resolve("client.pem"));
    }
  }

  @Test
  void certificateThatHasExpired_isNoProblemOfTheFile() throws Exception {
    Instant lastYear = Instant.now().minus(Duration.ofDays(365));
    TestIdentity expired = authority.issue("EC", "client", lastYear);

    assertThat(showing(expired.chainPem(), expired.keyPem()).context()).isNotNull();
    assertThat(trusting(file("ca.pem", expired.chainPem())).context()).isNotNull();
  }

  private TlsFiles keyStore(Path file, @Nullable String password) {
    return TlsFiles.builder().keyStore(file, password).build();
  }

  private TlsFiles trustStore(Path file, @Nullable String password) {
    return TlsFiles.builder().trustStore(file, password).build();
  }

  @Test
  void stores_withAndWithoutPassword() throws Exception {
    for (String password : List.of("changeit", "")) {
      Path keys = directory.resolve("keys.p12");
      TestIdentity.write(client.keyStore(password), keys, password);
      Path trust = directory.resolve("trust.p12");
      TestIdentity.write(TestIdentity.trusting(authority.certificate), trust, password);
      String given = password.isEmpty() ? null : password;

      assertThat(keyStore(keys, given).context()).isNotNull();
      assertThat(trustStore(trust, given).context()).isNotNull();
    }
  }

  @Test
  void stores_thatCannotBeUsed() throws Exception {
    Path keys = TestIdentity.write(client.keyStore("right"), directory.resolve("k.p12"), "right");
    Path trust =
        TestIdentity.write(
            TestIdentity.trusting(authority.certificate), directory.resolve("t.p12"), "right");
    for (String password : new String[] {"s3cret", null}) {
      assertProblem(
          keyStore(keys, password),
          "tls.key-store",
          keys,
          "has another password than tls.key-store-password says");
      assertProblem(
          trustStore(trust, password),
          "tls.trust-store",
          trust,
          "has another password than tls.trust-store-password says");
    }
    assertProblem(keyStore(trust, "right"), "tls.key-store", trust, "holds no private key");
    assertProblem(
        trustStore(keys, "right"),
        "tls.trust-store",
        keys,
        "holds no certificate that Java trusts; make it with \"keytool -importcert\"");
    Path pem = file("pem.p12", client.chainPem());
    assertProblem(
        trustStore(pem, "s3cret"), "tls.trust-store", pem, "is no PKCS#12 file, or damaged");
    Path empty = file("empty.p12", "");
    assertProblem(keyStore(empty, "s3cret"), "tls.key-store", empty, "is empty");
    Path missing = directory.resolve("missing.p12");
    assertProblem(keyStore(missing, "s3cret"), "tls.key-store", missing, "does not exist");
  }

  @Test
  void keyWithAPasswordOfItsOwn_isAProblem() throws Exception {
    KeyStore store = client.keyStore("store");
    store.setKeyEntry(
        "it", client.key(), "s3cret".toCharArray(), client.chain().toArray(new Certificate[0]));
    Path file = TestIdentity.write(store, directory.resolve("keys.p12"), "store");

    assertProblem(
        keyStore(file, "store"),
        "tls.key-store",
        file,
        "holds a key that has another password than the store");
  }

  @Test
  void filesThatStayAsTheyAre_areReadOnce() throws Exception {
    TlsFiles files = trusting(file("ca.pem", client.chainPem()));

    assertThat(files.context()).isSameAs(files.context());
  }

  @Test
  void fileThatIsRenewed_isReadAgain() throws Exception {
    Path file = file("ca.pem", client.chainPem());
    TlsFiles files = trusting(file);
    SSLContext before = files.context();

    replace(file, TestIdentity.pem(List.of(authority.certificate)));

    SSLContext after = files.context();
    assertThat(after).isNotSameAs(before).isSameAs(files.context());
  }

  @Test
  void fileThatCannotBeUsedAnyMore_leavesWhatWasRead_untilItCan() throws Exception {
    Path file = file("ca.pem", client.chainPem());
    TlsFiles files = trusting(file);
    SSLContext before = files.context();

    replace(file, "half of a certif");
    assertThat(files.context()).isSameAs(before);
    Files.delete(file);
    assertThat(files.context()).isSameAs(before);

    replace(file, client.chainPem());
    assertThat(files.context()).isNotSameAs(before);
  }

  @Test
  void fileThatIsMissingAtFirst_isUsedWhenItIsThere() throws Exception {
    Path file = directory.resolve("ca.pem");
    TlsFiles files = trusting(file);
    assertProblem(files, "tls.certificate", file, "does not exist");

    replace(file, client.chainPem());

    assertThat(files.context()).isNotNull();
  }

  @Test
  void refusedConnection_makesTheFilesBeReadAgain() throws Exception {
    TlsFiles files = trusting(file("ca.pem", client.chainPem()));
    SSLContext before = files.context();

    files.refused();

    assertThat(files.context()).isNotSameAs(before);
  }

  private void replace(Path file, String content) throws IOException {
    Files.move(file("new", content), file, StandardCopyOption.REPLACE_EXISTING);
  }
}
