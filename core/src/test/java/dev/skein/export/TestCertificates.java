package dev.skein.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority, made by the JDK's keytool, and servers that it vouches for. */
final class TestCertificates {
  private static final String PASSWORD = "changeit";

  /** Of a client that trusts the authority, and nobody else. */
  final SSLContext client = SSLContext.getInstance("TLS");

  private final Path directory;
  private final Path authority;
  private final Certificate authorityCertificate;
  private int servers;

  TestCertificates(Path directory) throws Exception {
    this.directory = directory;
    this.authority = directory.resolve("authority.p12");
    keytool("-genkeypair -alias it -keyalg EC -dname CN=authority -ext bc:c", authority);
    authorityCertificate = load(authority).getCertificate("it");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", authorityCertificate);
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    client.init(null, managers.getTrustManagers(), null);
  }

  /**
   * The context of a server.
   *
   * @param names what its certificate is for, as keytool writes it, such as {@code dns:localhost}
   * @param begin when that becomes valid, for a day, as keytool writes it, such as {@code -3d}
   */
  SSLContext server(String names, String begin) throws Exception {
    String name = "server" + ++servers;
    Path store = directory.resolve(name + ".p12");
    Path request = directory.resolve(name + ".csr");
    Path signed = directory.resolve(name + ".cer");
    keytool("-genkeypair -alias it -keyalg EC -dname CN=server", store);
    keytool("-certreq -alias it -file " + request, store);
    keytool(
        "-gencert -alias it -validity 1 -startdate "
            + begin
            + " -ext san="
            + names
            + " -infile "
            + request
            + " -outfile "
            + signed,
        authority);
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(signed)));
    KeyStore keys = load(store);
    Key key = keys.getKey("it", PASSWORD.toCharArray());
    keys.setKeyEntry(
        "it", key, PASSWORD.toCharArray(), new Certificate[] {certificate, authorityCertificate});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static void keytool(String arguments, Path store) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ", -1)));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
  }
}
