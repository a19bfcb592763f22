package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of settings is complete: every key has a reader, a setter, and a row in the table. */
class OptionTableTest {
  private static String camelCase(String name) {
    String[] words = name.split("[-.]", -1);
    return words[0]
        + Arrays.stream(words)
            .skip(1)
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
  }

  private static List<String> methods(Class<?> type) {
    return Arrays.stream(type.getMethods()).map(method -> method.getName()).toList();
  }

  @Test
  void everyKey_hasAnAccessor() {
    assertThat(methods(SkeinOptions.class))
        .containsAll(SkeinOptions.keys().stream().map(key -> camelCase(key.name())).toList());
  }

  @Test
  void everyKey_hasASetter_exceptTheProtocolWithItsOneValue() {
    assertThat(methods(SkeinOptionsBuilder.class))
        .containsAll(
            SkeinOptions.keys().stream()
                .map(key -> camelCase(key.name()))
                .filter(name -> !name.equals("protocol"))
                .toList());
  }

  @Test
  void everyKey_hasADescription() {
    assertThat(SkeinOptions.keys())
        .allSatisfy(key -> assertThat(key.description()).endsWith(".").hasSizeGreaterThan(20));
  }

  @Test
  void names_areUnique() {
    assertThat(SkeinOptions.keys().stream().map(OptionKey::name)).doesNotHaveDuplicates();
    assertThat(SkeinOptions.keys().stream().flatMap(key -> key.standardVariables().stream()))
        .filteredOn(name -> !name.startsWith("OTEL_ATTRIBUTE_"))
        .doesNotHaveDuplicates();
  }

  @Test
  void defaultText_meansTheDefault() {
    for (OptionKey key : SkeinOptions.keys()) {
      if (!key.defaultText().isEmpty() && !key.name().equals("service-name")) {
        SkeinOptions options =
            SkeinOptions.loader()
                .framework("", name -> name.equals(key.name()) ? key.defaultText() : null)
                .systemProperties(name -> null)
                .environment(name -> null)
                .load();

        assertThat(options.problems()).as(key.name()).isEmpty();
        assertThat(options).as(key.name()).isEqualTo(SkeinOptions.builder().build());
      }
    }
  }

  @Test
  void markdown_hasARowForEveryKey() {
    String table = OptionTable.markdown();

    assertThat(table.lines()).hasSize(SkeinOptions.keys().size() + 2);
    assertThat(table.lines())
        .contains(
            "| `timeout` | `10s` | `OTEL_EXPORTER_OTLP_TRACES_TIMEOUT` `OTEL_EXPORTER_OTLP_TIMEOUT`"
                + " | How long one attempt to send may take; 0 means no limit. |");
    assertThat(table.lines()).allMatch(line -> line.startsWith("| ") && line.endsWith(" |"));
  }
}
