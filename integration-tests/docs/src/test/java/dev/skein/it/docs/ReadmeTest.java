package dev.skein.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.OptionKey;
import dev.skein.SkeinOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The README shows code that is compiled and the settings there are. CI runs its commands, and
 * {@link ViewerPageTest} those that stay open.
 */
class ReadmeTest {
  private static final Path ROOT = Path.of(System.getProperty("root"));
  private static final Set<String> CODE = Set.of("java", "xml", "properties", "json");
  private static final Pattern LINK = Pattern.compile("(?:]\\(|src=\"|srcset=\")([^)#\"]+)");

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(ROOT.resolve(file));
  }

  static Stream<CodeBlock> code() throws IOException {
    return CodeBlock.in(lines("README.md")).stream()
        .filter(block -> CODE.contains(block.language()));
  }

  @ParameterizedTest
  @MethodSource("code")
  void code_standsInAFileThatIsCompiledOrRun(CodeBlock block) throws IOException {
    assertThat(block.source()).as("line %d names its file", block.line()).isPresent();
    assertThat(block.standsIn(lines(block.source().orElseThrow())))
        .as("README line %d stands in %s", block.line(), block.source().orElseThrow())
        .isTrue();
  }

  @Test
  void blocks_areCodeCommandsOrOutput() throws IOException {
    assertThat(CodeBlock.in(lines("README.md")))
        .extracting(CodeBlock::language)
        .containsOnly("java", "xml", "properties", "sh", "bash", "text");
  }

  @Test
  void configurationTable_hasARowForEverySettingAndNoOther() throws IOException {
    List<String> rows = lines("README.md").stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows).containsAll(SkeinOptions.keys().stream().map(ReadmeTest::row).toList());
  }

  private static String row(OptionKey key) {
    String standard =
        String.join(" ", key.standardVariables().stream().map(name -> "`" + name + "`").toList());
    String defaultText = key.defaultText().isEmpty() ? "" : "`" + key.defaultText() + "`";
    return "| `%s` | %s | %s | %s |"
        .formatted(key.name(), defaultText, standard, key.description().replace("|", "\\|"));
  }

  @Test
  void links_leadToFilesThatExist() throws IOException {
    for (String line : lines("README.md")) {
      Matcher link = LINK.matcher(line);
      while (link.find()) {
        if (!link.group(1).startsWith("https://")) {
          assertThat(ROOT.resolve(link.group(1))).exists();
        }
      }
    }
  }
}
