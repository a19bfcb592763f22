package dev.skein.testkit.contract;

import dev.skein.testkit.contract.ConventionalAttribute.Level;
import java.util.Locale;

/** The table of {@link SemanticConventions} for people, in Markdown. */
final class SemanticConventionsPage {
  private static final String INTRODUCTION =
      """
      # Semantic conventions

      Which attributes the spans of each kind have, whichever adapter made them: OpenTelemetry's
      [semantic conventions](https://opentelemetry.io/docs/specs/semconv/) v1.44. The contract of the adapters
      ([contract.md](contract.md)) judges every span by this table: nothing of another name, nothing of another type, nothing
      missing that has to be there. What is there at the start can be seen by a sampler, and is put to the test with one.
      An application may add attributes of its own.

      This file is written from the data of the contract (`SemanticConventions` in `skein-testkit`), and a test compares
      both.
      """;

  private SemanticConventionsPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (SemanticConventions table : SemanticConventions.ALL) {
      page.append("\n## ").append(table.title()).append("\n\n");
      page.append("| attribute | type | requirement level | at the start | when |\n");
      page.append("| --- | --- | --- | :---: | --- |\n");
      for (ConventionalAttribute attribute : table.attributes()) {
        page.append("| `").append(attribute.name()).append("` | ");
        page.append(attribute.type() == ConventionalAttribute.Type.LONG ? "int" : "string");
        page.append(" | ").append(level(attribute.level())).append(" | ");
        page.append(attribute.atStart() ? "yes" : "").append(" | ");
        page.append(attribute.when().isEmpty() ? "always" : attribute.when()).append(" |\n");
      }
    }
    return page.toString();
  }

  private static String level(Level level) {
    String text = level.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
