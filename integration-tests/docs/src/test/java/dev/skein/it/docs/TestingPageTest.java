package dev.skein.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testkit.TraceCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about testing shows code that is compiled and run. */
class TestingPageTest {
  private static final Path ROOT = Path.of(System.getProperty("root"));
  private static final String PAGE = "docs/testing.md";

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(ROOT.resolve(file));
  }

  static Stream<CodeBlock> code() throws IOException {
    return CodeBlock.in(lines(PAGE)).stream().filter(block -> !block.language().equals("text"));
  }

  @ParameterizedTest
  @MethodSource("code")
  void code_standsInAFileThatIsCompiledAndRun(CodeBlock block) throws IOException {
    assertThat(block.source()).as("line %d names its file", block.line()).isPresent();
    assertThat(block.standsIn(lines(block.source().orElseThrow())))
        .as("%s line %d stands in %s", PAGE, block.line(), block.source().orElseThrow())
        .isTrue();
  }

  @Test
  void everyCheck_isExplained() throws IOException {
    List<String> page = lines(PAGE);

    assertThat(Arrays.stream(TraceCheck.values()))
        .allMatch(check -> page.stream().anyMatch(line -> line.startsWith("| `" + check + "` | ")));
  }
}
