package dev.skein.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final String OLD_HTTP = line("http", "old");
  private static final String NEW_HTTP = line("http", "new");
  private static final String OLD_JMH = line("jmh", "old");

  @Test
  void results_overOlderOnes_replaceWholeSuites() throws IOException {
    Results merged =
        Results.parse(List.of(NEW_HTTP)).over(Results.parse(List.of(OLD_HTTP, OLD_JMH)));

    assertThat(merged.number("http", "new", "skein", "m")).hasValue(1);
    assertThat(merged.number("http", "old", "skein", "m")).isEmpty();
    assertThat(merged.number("jmh", "old", "skein", "m")).hasValue(1);
  }

  @Test
  void results_writtenAndRead_areTheSame(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("raw.jsonl");
    Results.parse(List.of(OLD_HTTP, OLD_JMH)).write(file);

    assertThat(Files.readAllLines(file)).containsExactly(OLD_HTTP, OLD_JMH);
    assertThat(Results.read(file).suites()).containsExactly("http", "jmh");
  }

  @Test
  void command_stampThenWrite_makesThePageAndItsDrawings(@TempDir Path folder) throws IOException {
    Path docs = Files.createDirectory(folder.resolve("docs"));
    Path results = Files.createDirectory(folder.resolve("results"));
    Files.writeString(results.resolve("http.jsonl"), OLD_HTTP + "\n");

    Main.main(new String[] {"stamp", results.toString(), "http", "short", "abc"});
    Main.main(new String[] {"write", results.toString(), docs.toString()});

    assertThat(docs.resolve("performance.md")).content().contains("| short | abc |");
    assertThat(docs).isDirectoryContaining("glob:**/performance-http.svg");
    assertThat(docs).isDirectoryContaining("glob:**/performance-growth.svg");
  }

  @Test
  void verification_ofSuiteWithoutNumber_fails() throws IOException {
    Results results = Results.parse(List.of(OLD_HTTP));

    Verification.of(results, List.of("http"));
    assertThatThrownBy(() -> Verification.of(results, List.of("http", "jmh")))
        .hasMessage("jmh has measured nothing");
  }

  private static String line(String suite, String testCase) {
    return """
        {"suite":"%s","case":"%s","subject":"skein","metric":"m","value":1.0,"unit":"","params":{}}"""
        .formatted(suite, testCase);
  }
}
