package dev.skein.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hops that are taken wrongly are found out, and every hop finds one. */
class ContextMutantsTest {
  private static final String OTHERS = "others";

  /** The hops that each mutant turned red. */
  private static final Map<ContextMutant, Set<String>> KILLED = new HashMap<>();

  static List<ContextMutant> mutants() {
    return ContextMutant.ALL;
  }

  static List<String> cases() {
    List<String> names = new ArrayList<>(List.of(OTHERS));
    ContextHop.ALL.forEach(hop -> names.add(hop.name()));
    return names;
  }

  @BeforeAll
  static void runAll() throws Exception {
    for (ContextMutant mutant : ContextMutant.ALL) {
      ContextRun run = ContextRun.of(setup -> mutant.hops().apply(setup.skein()));
      Set<String> killed = new TreeSet<>();
      for (ContextHop hop : ContextHop.ALL) {
        Map<String, Object> expected = ContextContract.expected(hop);
        if (!Fields.differences(expected, ContextContract.actual(run, hop)).isEmpty()) {
          killed.add(hop.name());
        }
      }
      if (!run.others().isEmpty()) {
        killed.add(OTHERS);
      }
      KILLED.put(mutant, killed);
    }
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void mutant_isFoundOut(ContextMutant mutant) {
    assertThat(KILLED.get(mutant)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hop_findsAMutant(String name) {
    assertThat(KILLED.values().stream().flatMap(Set::stream).collect(Collectors.toSet()))
        .contains(name);
  }
}
