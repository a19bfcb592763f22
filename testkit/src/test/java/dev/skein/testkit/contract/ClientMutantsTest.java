package dev.skein.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A broken adapter is found out, and every case finds one. */
class ClientMutantsTest {
  private static final int AT_ONCE = 8;

  /** The cases that each mutant turned red. */
  private static final Map<ClientMutant, Set<String>> KILLED = new HashMap<>();

  static List<ClientMutant> mutants() {
    return ClientMutant.ALL;
  }

  static List<ClientCase> cases() {
    return ClientCases.ALL;
  }

  @BeforeAll
  static void runAll() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Map<ClientMutant, Future<Set<String>>> running = new HashMap<>();
      for (ClientMutant mutant : ClientMutant.ALL) {
        running.put(mutant, threads.submit(() -> killed(mutant)));
      }
      for (Map.Entry<ClientMutant, Future<Set<String>>> run : running.entrySet()) {
        KILLED.put(run.getKey(), run.getValue().get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Set<String> killed(ClientMutant mutant) throws Exception {
    List<ClientRun> runs = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      runs.add(
          ClientRun.of(
              fault,
              setup -> new ReferenceClient(mutant.adapter().apply(setup.skein())),
              cases().stream().filter(one -> one.fault() == fault).toList()));
    }
    Set<String> killed = new TreeSet<>();
    for (ClientRun run : runs) {
      for (ClientCase one : run.observations().keySet()) {
        if (!Fields.differences(one.expected(), run.actual(one)).isEmpty()) {
          killed.add(one.toString());
        }
      }
    }
    return killed;
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void mutant_isFoundOut(ClientMutant mutant) {
    assertThat(KILLED.get(mutant)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void case_findsAMutant(ClientCase one) {
    assertThat(KILLED.values().stream().flatMap(Set::stream).collect(Collectors.toSet()))
        .contains(one.toString());
  }

  /** Most mutants break little: a case that only finds those that break everything proves less. */
  @Test
  void mutants_areToldApart() {
    assertThat(KILLED.values().stream().distinct().count())
        .isGreaterThan(ClientMutant.ALL.size() / 2);
  }
}
