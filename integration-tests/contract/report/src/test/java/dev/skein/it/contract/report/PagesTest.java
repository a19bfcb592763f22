package dev.skein.it.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
  private static final Result PASSED = result("HTTP server", "Vert.x", "root", "passed", "");
  private static final Result DEVIATION =
      result("HTTP server", "Quarkus", "root", "deviation", "It has no | root.");
  private static final Result REQUIREMENT = result("W3C Baggage", "Vert.x", "MUST", "passed", "");

  private static Result result(
      String contract, String framework, String name, String result, String reason) {
    return new Result(contract, framework, "1", "routes", name, result, reason);
  }

  @Test
  void contract_hasAColumnForEachSubjectAndAReasonForEachDeviation() {
    String page = page("contract.md", PASSED, DEVIATION, REQUIREMENT);
    assertThat(page)
        .contains("| group | Quarkus 1 | Vert.x 1 |")
        .contains("| routes | 0 of 1 | ✓ 1 |")
        .contains("1. **Quarkus 1**: It has no \\| root. (root)")
        .contains("| root | [1](#http-server-deviations) | ✓ |")
        .doesNotContain("MUST");
  }

  @Test
  void conformance_hasTheRequirementsOfW3c() {
    assertThat(page("conformance.md", PASSED, REQUIREMENT))
        .contains("## W3C Baggage")
        .contains("| MUST | ✓ |")
        .doesNotContain("HTTP server");
  }

  @Test
  void caseOfOneSubjectOnly_isMarkedForTheOther() {
    Result more = result("HTTP server", "Quarkus", "more", "passed", "");
    assertThat(page("contract.md", PASSED, more)).contains("| more | ✓ | · |");
  }

  @Test
  void data_isWhatIsReadAgain(@TempDir Path folder) throws Exception {
    Results results = new Results(List.of(DEVIATION, PASSED));
    Files.writeString(folder.resolve("a.tsv"), results.lines());
    assertThat(Results.ofRun(folder)).isEqualTo(results);
  }

  @Test
  void subjectThatWasNotRun_keepsItsColumn() {
    Result old = result("HTTP server", "Quarkus", "root", "passed", "");
    Results documented = new Results(List.of(old, PASSED));
    Results found = new Results(List.of(DEVIATION));
    assertThat(found.missingRuns(documented)).containsExactly("HTTP server\tVert.x 1");
    assertThat(found.orElse(documented).all()).containsExactly(DEVIATION, PASSED);
  }

  @Test
  void laterResultOfACase_takesTheEarliersPlace(@TempDir Path folder) throws Exception {
    Result failed = result("HTTP server", "Vert.x", "root", "failed", "");
    Files.writeString(folder.resolve("a.tsv"), failed.line() + "\n" + PASSED.line() + "\n");
    assertThat(Results.ofRun(folder).all()).containsExactly(PASSED);
  }

  private static String page(String name, Result... results) {
    return Pages.of(new Results(List.of(results))).get(name);
  }
}
