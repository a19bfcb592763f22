package dev.skein.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of the server contract turns red for an adapter that is broken in the way that the
 * case is about. HTTP/2 is out of the reference server's reach: {@link Http2CasesTest} has its
 * cases.
 */
class ServerMutantsTest {

  static Stream<Mutant> mutants() {
    return Stream.of(
            RequestMutants.all(),
            HeaderMutants.all(),
            HandlingMutants.all(),
            EndingMutants.all(),
            GuardedMutants.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void brokenAdapter_isNoticedByItsCases(Mutant mutant) throws Exception {
    Set<String> green = new TreeSet<>(green(mutant, Fault.NONE));
    green.addAll(green(mutant, Fault.GUARDED));
    assertThat(green).doesNotContainAnyElementsOf(mutant.kills());
  }

  private static Set<String> green(Mutant mutant, Fault fault) throws Exception {
    List<ServerConnection> connections = connections(mutant, fault);
    Set<String> green = new TreeSet<>();
    if (connections.isEmpty()) {
      return green;
    }
    ServerRun run =
        ServerRun.of(
            fault,
            setup -> ReferenceServer.start(setup.skein(), mutant.adapter()),
            connections,
            Duration.ZERO);
    for (ServerConnection connection : connections) {
      for (ServerCase one : connection.cases()) {
        if (Fields.differences(one.expected(), run.actual(one)).isEmpty()) {
          green.add(one.name());
        }
      }
    }
    return green;
  }

  private static List<ServerConnection> connections(Mutant mutant, Fault fault) {
    Set<ServerConnection> connections = new LinkedHashSet<>();
    for (ServerConnection connection : ServerCases.connections(fault)) {
      if (connection.cases().stream().anyMatch(one -> mutant.kills().contains(one.name()))) {
        connections.add(connection);
      }
    }
    return new ArrayList<>(connections);
  }

  @Test
  void everyCase_isKilledByAMutant() {
    Set<String> survivors = new TreeSet<>();
    ServerCases.GROUPS.stream()
        .filter(group -> !group.name().equals("HTTP/2"))
        .flatMap(group -> group.cases().stream())
        .forEach(one -> survivors.add(one.name()));
    ServerCases.GUARDED.cases().forEach(one -> survivors.add(one.name()));
    mutants().forEach(mutant -> survivors.removeAll(mutant.kills()));
    assertThat(survivors).isEmpty();
  }

  @Test
  void mutants_nameCasesThatThereAre() {
    Set<String> unknown = new TreeSet<>();
    mutants().forEach(mutant -> unknown.addAll(mutant.kills()));
    ServerCases.all().forEach(one -> unknown.remove(one.name()));
    assertThat(unknown).isEmpty();
  }
}
