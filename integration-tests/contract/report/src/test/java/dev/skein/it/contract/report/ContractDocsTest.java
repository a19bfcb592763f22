package dev.skein.it.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The documentation says what the last run of the contract has found. */
class ContractDocsTest {
  private static final Path DOCS = Path.of(System.getProperty("contract.docs"));
  private static final Results FOUND =
      Results.ofRun(Path.of(System.getProperty("contract.results")));

  @Test
  void documentation_isWhatTheLastRunHasFound() throws IOException {
    // a failure is not what the documentation should say
    assertThat(FOUND.failed()).isEmpty();
    Results documented = Results.read(DOCS.resolve(Pages.DATA));
    warn(FOUND.missingRuns(documented));
    List<String> changed = new ArrayList<>();
    for (Map.Entry<String, String> page : Pages.of(FOUND.orElse(documented)).entrySet()) {
      Path file = DOCS.resolve(page.getKey());
      String before = Files.exists(file) ? Files.readString(file) : "";
      if (!before.equals(page.getValue())) {
        Files.writeString(file, page.getValue());
        changed.add(page.getKey());
      }
    }
    assertThat(changed).as("files that were out of date, and have been written anew").isEmpty();
  }

  /** Says which columns are as old as the documentation. */
  private static void warn(Set<String> notRun) {
    if (!notRun.isEmpty()) {
      System.err.println(
          """
          **********************************************************************

              NOT run this time; the documentation keeps what it had:

              %s

          **********************************************************************"""
              .formatted(String.join("\n    ", notRun).replace("\t", ": ")));
    }
  }
}
