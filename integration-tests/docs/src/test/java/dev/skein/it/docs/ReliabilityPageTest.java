package dev.skein.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SkeinOptions;
import dev.skein.export.DropReason;
import dev.skein.export.Health;
import dev.skein.it.docs.ReliabilityPage.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each promise of docs/reliability.md names a test that exists and the figure it leaves, and each
 * figure that a test leaves stands there. With {@code -Dreliability.update=every-build}, or {@code
 * full}, the figures of the last run are copied into the page first.
 */
class ReliabilityPageTest {
  private static final Path ROOT = Path.of(System.getProperty("root"));
  private static final Pattern REPORTED =
      Pattern.compile("\\bFigure\\s*\\.\\w+\\(\\s*\"([a-z0-9-]+)\"");
  private static final Pattern FIGURE = Pattern.compile("(?=.*\\d).+: .+");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
  private static final Pattern COMMAND =
      Pattern.compile(
          "mvn (verify|install|test)( -P(?<profile>[\\w-]+))?( -pl (?<module>[\\w/-]+))?"
              + "( -DskipTests)?( -D(it\\.)?test=(?<test>\\w+))?( -Dreliability\\.update=[\\w-]+)?");
  private static final Set<String> NOT_SOURCES = Set.of("target", ".git", "benchmarks");

  @BeforeAll
  static void update() throws IOException {
    String column = System.getProperty("reliability.update");
    if (column != null) {
      assertThat(column).isIn("every-build", "full");
      new ReliabilityPage(ROOT).update(ROOT.resolve("target/figures"), column.equals("full"));
    }
  }

  static Stream<Promise> promises() throws IOException {
    return new ReliabilityPage(ROOT).promises().stream();
  }

  @ParameterizedTest
  @MethodSource("promises")
  void promise_isHeldByATestThatLeavesItsFigure(Promise promise) throws IOException {
    assertThat(promise.source()).isRegularFile();
    assertThat(promise.source().getFileName()).hasToString(promise.test() + ".java");
    assertThat(promise.text()).endsWith(".");
    assertThat(keysIn(promise.source())).contains(promise.key());
  }

  @ParameterizedTest
  @MethodSource("promises")
  void promise_hasBothFigures(Promise promise) {
    assertThat(promise.small()).matches(FIGURE);
    if (!Set.of(ReliabilityPage.SAME, ReliabilityPage.NOT_RUN).contains(promise.full())) {
      assertThat(promise.full()).matches(FIGURE);
    }
  }

  @Test
  void everyFigureThatATestLeaves_standsInThePageOnce() throws IOException {
    Map<String, Path> reported = reported();

    assertThat(reported).isNotEmpty();
    assertThat(promises().map(Promise::key)).containsExactlyInAnyOrderElementsOf(reported.keySet());
  }

  @Test
  void settings_areUnderstoodAndStandInAFile() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = ReliabilityPageTest.class.getResourceAsStream("/spool.properties")) {
      properties.load(in);
    }
    SkeinOptions options = SkeinOptions.load(name -> properties.getProperty("skein." + name));

    assertThat(options.problems()).isEmpty();
    assertThat(options.spoolDirectory()).isEqualTo(Path.of("/var/lib/storefront/spool"));
    assertThat(options.spoolLimit()).isEqualTo(SkeinOptions.builder().build().spoolLimit());
    assertThat(options.spoolMaxAge()).isEqualTo(SkeinOptions.builder().build().spoolMaxAge());
    for (CodeBlock block : CodeBlock.in(new ReliabilityPage(ROOT).lines())) {
      if (block.language().equals("properties")) {
        Path source = ROOT.resolve(block.source().orElseThrow());
        assertThat(block.standsIn(Files.readAllLines(source))).isTrue();
      }
    }
  }

  @Test
  void everyReasonAndNumber_isExplained() throws Exception {
    String explained =
        new ReliabilityPage(ROOT)
            .lines().stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .collect(Collectors.joining());
    String picture = Files.readString(ROOT.resolve("docs/reliability.svg"));
    for (Field reason : DropReason.class.getFields()) {
      assertThat(explained).contains("`" + reason.get(null) + "`");
      if (!reason.get(null).equals(DropReason.INTERNAL_ERROR)) {
        assertThat(picture).contains(">" + reason.get(null) + "<");
      }
    }
    for (RecordComponent number : Health.class.getRecordComponents()) {
      if (!number.getName().equals("endpoint")) {
        assertThat(explained).contains("`" + number.getName() + "`");
      }
    }
  }

  @Test
  void commands_nameProfilesModulesAndTestsThatExist() throws IOException {
    String profiles = Files.readString(ROOT.resolve("pom.xml"));
    for (CodeBlock block : CodeBlock.in(new ReliabilityPage(ROOT).lines())) {
      assertThat(block.language()).isIn("sh", "text", "properties");
      for (String command : block.language().equals("sh") ? block.content() : List.<String>of()) {
        Matcher words = COMMAND.matcher(command);
        assertThat(words.matches()).as(command).isTrue();
        if (words.group("profile") != null) {
          assertThat(profiles).contains("<id>" + words.group("profile") + "</id>");
        }
        if (words.group("module") != null) {
          assertThat(ROOT.resolve(words.group("module")).resolve("pom.xml")).exists();
        }
        if (words.group("test") != null) {
          assertThat(sources(ROOT.resolve(words.group("module"))))
              .contains(words.group("test") + ".java");
        }
      }
    }
  }

  private static Set<String> sources(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve("src/test"))) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void links_leadToFilesThatExist() throws IOException {
    for (String line : new ReliabilityPage(ROOT).lines()) {
      Matcher link = LINK.matcher(line);
      while (link.find()) {
        if (!link.group(1).startsWith("https://")) {
          assertThat(ROOT.resolve("docs").resolve(link.group(1))).exists();
        }
      }
    }
  }

  private static Set<String> keysIn(Path source) throws IOException {
    return REPORTED
        .matcher(Files.readString(source))
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toSet());
  }

  /** Every key in the tests, and where it is. */
  private static Map<String, Path> reported() throws IOException {
    Map<String, Path> keys = new TreeMap<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean skipped = NOT_SOURCES.contains(folder.getFileName().toString());
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              try {
                keysIn(file).forEach(key -> keys.put(key, file));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return keys;
  }
}
