package dev.skein.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SkeinOptions;
import dev.skein.export.TlsFiles;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/tls.md shows is understood, and its commands are run. */
class TlsPageTest {
  private static final Path ROOT = Path.of(System.getProperty("root"));
  private static final String PAGE = "docs/tls.md";
  private static final String PASSWORD = "changeit";

  @TempDir static Path directory;

  /** Makes the files that a user has. */
  @BeforeAll
  static void makeFiles() throws Exception {
    String keytool = "'" + Path.of(System.getProperty("java.home"), "bin", "keytool") + "' ";
    String store = " -alias it -keystore client.p12 -storepass " + PASSWORD;
    run(keytool + "-genkeypair -keyalg EC -dname CN=client" + store);
    run(keytool + "-exportcert -rfc -file ca.pem" + store);
    Files.copy(directory.resolve("ca.pem"), directory.resolve("client.pem"));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("client.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Key key = keys.getKey("it", PASSWORD.toCharArray());
    String pem = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    Files.writeString(
        directory.resolve("client.key"),
        "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
    for (CodeBlock block : blocks()) {
      if (block.language().equals("sh")) {
        run(String.join("\n", block.content()).replaceFirst("^keytool ", keytool));
      }
    }
  }

  private static List<CodeBlock> blocks() throws Exception {
    return CodeBlock.in(Files.readAllLines(ROOT.resolve(PAGE)));
  }

  private static void run(String command) throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-e", "-c", command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as("%s%n%s", command, output).isZero();
  }

  private static SkeinOptions options(String resource) throws Exception {
    Properties properties = new Properties();
    try (InputStream in = TlsPageTest.class.getResourceAsStream(resource)) {
      properties.load(in);
    }
    return SkeinOptions.load(
        name -> {
          String value = properties.getProperty("skein." + name);
          return value == null ? null : value.replace("/etc/otel", directory.toString());
        });
  }

  @Test
  void code_standsInAFileThatIsRead() throws Exception {
    assertThat(blocks())
        .extracting(CodeBlock::language)
        .containsExactly("properties", "properties", "sh");
    for (CodeBlock block : blocks()) {
      if (!block.language().equals("sh")) {
        String source = block.source().orElseThrow();
        assertThat(block.standsIn(Files.readAllLines(ROOT.resolve(source)))).as(source).isTrue();
      }
    }
  }

  @Test
  void properties_areUnderstood_andTheirFilesCanBeUsed() throws Exception {
    for (String resource : List.of("/tls.properties", "/tls-stores.properties")) {
      SkeinOptions options = options(resource);

      assertThat(options.problems()).isEmpty();
      TlsFiles tls = Objects.requireNonNull(options.tls());
      assertThat(tls.context()).as(resource).isNotNull();
    }
  }
}
