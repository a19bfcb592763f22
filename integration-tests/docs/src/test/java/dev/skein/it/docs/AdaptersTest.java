package dev.skein.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page about adapters shows code that is compiled and run, and what one class is enough for.
 */
class AdaptersTest {
  private static final Path ROOT = Path.of(System.getProperty("root"));
  private static final String PAGE = "docs/adapters.md";
  private static final int FEW = 60;
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(ROOT.resolve(file));
  }

  static Stream<CodeBlock> code() throws IOException {
    return CodeBlock.in(lines(PAGE)).stream().filter(block -> !block.language().equals("text"));
  }

  static Stream<CodeBlock> contracts() throws IOException {
    return code()
        .filter(
            block -> block.source().filter(file -> file.endsWith("ContractTest.java")).isPresent());
  }

  @ParameterizedTest
  @MethodSource("code")
  void code_standsInAFileThatIsCompiledAndRun(CodeBlock block) throws IOException {
    assertThat(block.source()).as("line %d names its file", block.line()).isPresent();
    assertThat(block.standsIn(lines(block.source().orElseThrow())))
        .as("%s line %d stands in %s", PAGE, block.line(), block.source().orElseThrow())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void contract_isOneShortClassAndShownInFull(CodeBlock block) throws IOException {
    assertThat(block.content()).isEqualTo(lines(block.source().orElseThrow())).hasSizeLessThan(FEW);
  }

  @Test
  void contracts_areShownForServersAndClients() throws IOException {
    assertThat(contracts()).hasSize(2);
  }

  @Test
  void links_leadToFilesThatExist() throws IOException {
    for (String line : lines(PAGE)) {
      Matcher link = LINK.matcher(line);
      while (link.find()) {
        assertThat(ROOT.resolve("docs").resolve(link.group(1))).exists();
      }
    }
  }
}
