package dev.skein.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.InboundTrust;
import dev.skein.OptionKey;
import dev.skein.SkeinOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/trust.md shows is compiled and run, and what SECURITY.md names exists. */
class TrustPageTest {
  private static final Path ROOT = Path.of(System.getProperty("root"));
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Contract))`");
  private static final Pattern OPTION =
      Pattern.compile("`((?:[a-z]+\\.)?[a-z]+(?:-[a-z]+)+)(?:=[^`]*)?`");

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(ROOT.resolve(file));
  }

  private static Set<String> found(Pattern pattern, String file) throws IOException {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(Files.readString(ROOT.resolve(file)));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void code_standsInAFileThatIsCompiledOrRun() throws IOException {
    List<CodeBlock> blocks = CodeBlock.in(lines("docs/trust.md"));

    assertThat(blocks).extracting(CodeBlock::language).containsExactly("properties", "java");
    for (CodeBlock block : blocks) {
      String source = block.source().orElseThrow();
      assertThat(block.standsIn(lines(source))).as("line %d", block.line()).isTrue();
    }
  }

  @Test
  void properties_areUnderstood() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = TrustPageTest.class.getResourceAsStream("/trust.properties")) {
      properties.load(in);
    }

    SkeinOptions options = SkeinOptions.load(name -> properties.getProperty("skein." + name));

    assertThat(options.problems()).isEmpty();
    assertThat(options.inboundTrust()).isEqualTo(InboundTrust.PRIVATE);
    assertThat(options.inboundSampledPerSecond()).isEqualTo(200);
    assertThat(options.baggageAllowedHosts()).containsExactly("localhost", "*.shop.internal");
    assertThat(options.serverCapturedRequestHeaders()).containsExactly("x-tenant", "referer");
    assertThat(options.redactedQueryParameters()).containsExactly("all");
  }

  @Test
  void options_areSetInCode() {
    SkeinOptions options =
        SkeinOptions.builder()
            .inboundTrust(InboundTrust.PRIVATE)
            .inboundSampledPerSecond(200)
            .build();

    assertThat(options.inboundTrust()).isEqualTo(InboundTrust.PRIVATE);
    assertThat(options.inboundSampledPerSecond()).isEqualTo(200);
  }

  @Test
  void security_namesTestsThatThereAre() throws IOException {
    Set<String> classes;
    try (Stream<Path> files = Files.walk(ROOT)) {
      classes =
          files
              .filter(file -> !file.toString().contains("/target/"))
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .collect(Collectors.toSet());
    }

    assertThat(found(TEST, "SECURITY.md")).hasSizeGreaterThan(10).isSubsetOf(classes);
  }

  @Test
  void security_namesOptionsThatThereAre() throws IOException {
    Set<String> names =
        SkeinOptions.keys().stream().map(OptionKey::name).collect(Collectors.toSet());

    assertThat(found(OPTION, "SECURITY.md")).hasSizeGreaterThan(10).isSubsetOf(names);
  }
}
