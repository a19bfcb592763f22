package dev.skein.testkit.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An adapter with one flaw, and the cases that have to notice. Immutable.
 *
 * @param flaw what it does
 */
record Mutant(String flaw, ReferenceTracing.Factory adapter, Set<String> kills) {

  /** Noticed by cases, or by all cases of groups. */
  static Mutant of(String flaw, ReferenceTracing.Factory adapter, String... casesAndGroups) {
    Set<String> kills = new TreeSet<>();
    for (String name : casesAndGroups) {
      List<String> ofGroup =
          ServerCases.GROUPS.stream()
              .filter(group -> group.name().equals(name))
              .flatMap(group -> group.cases().stream())
              .map(ServerCase::name)
              .toList();
      kills.addAll(ofGroup.isEmpty() ? List.of(name) : ofGroup);
    }
    return new Mutant(flaw, adapter, kills);
  }

  /** One that reads requests wrongly, and does the rest as it should. */
  static Mutant reading(String flaw, Reader reader, String... casesAndGroups) {
    return of(
        flaw,
        (skein, tracer, request) -> new ReferenceTracing(skein, tracer, reader.read(request)),
        casesAndGroups);
  }

  /** How a request is misread. */
  interface Reader {
    MisreadRequest read(dev.skein.http.HttpServerRequest request);
  }

  static String[] statuses(int from, int below) {
    return ServerCases.all().stream()
        .map(ServerCase::name)
        .filter(name -> name.matches("status \\d+"))
        .filter(name -> code(name) >= from && code(name) < below)
        .toArray(String[]::new);
  }

  private static int code(String name) {
    return Integer.parseInt(name.substring("status ".length()));
  }

  static String[] and(String[] some, String... others) {
    return Arrays.asList(some, others).stream()
        .flatMap(Arrays::stream)
        .collect(Collectors.toList())
        .toArray(new String[0]);
  }

  @Override
  public String toString() {
    return flaw;
  }
}
