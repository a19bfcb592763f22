package dev.skein.testkit.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of what traces received HTTP requests. A subclass starts a server with the adapter;
 * everything else is here: all requests are sent, the server is stopped, and each case is a test of
 * its own that compares the answer and every field of the span.
 *
 * <p>While the contract runs, the default locale is Turkish, whose lower-case {@code I} is no
 * {@code i}; tests that depend on the locale must not run in the same JVM at the same time.
 */
public abstract class HttpServerContract {
  private static final String CONTRACT = "HTTP server";

  /** The adapter and the version of its framework. */
  protected abstract Subject subject();

  /**
   * Starts the server under contract, on a free port of the loopback interface. Called several
   * times, one server after the other.
   */
  protected abstract ContractSubject start(ContractSetup setup) throws Exception;

  /** What the framework cannot do; nothing by default. */
  protected List<Deviation> deviations() {
    return List.of();
  }

  /** The cases. */
  @TestFactory
  public final Stream<DynamicNode> contract() {
    Subject subject = subject();
    Judge judge = new Judge(subject, deviations(), ContractResults.of(CONTRACT, subject));
    ServerRun run;
    try {
      run = run(Fault.NONE);
    } catch (Exception e) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "all requests are sent",
              () -> {
                throw new AssertionError(subject + " cannot be held to the contract: " + e, e);
              }));
    }
    List<DynamicNode> nodes = new ArrayList<>();
    for (ServerCases.Group group : ServerCases.GROUPS) {
      nodes.add(
          DynamicContainer.dynamicContainer(
              group.name(),
              group.cases().stream()
                  .map(
                      one ->
                          judge.node(
                              group.name(), one.name(), one.expected(), () -> run.actual(one)))));
    }
    nodes.add(
        judge.node(
            "the whole",
            "nothing else is recorded",
            Map.of("other spans", List.of()),
            () -> Map.of("other spans", run.others())));
    nodes.add(
        DynamicTest.dynamicTest(
            "deviations are of cases that there are", () -> judge.checkDeclarations(names())));
    return nodes.stream();
  }

  private ServerRun run(Fault fault) throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr", "TR"));
    try {
      return ServerRun.of(fault, this::start, ServerCases.connections());
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Set<String> names() {
    Set<String> names = new HashSet<>(Set.of("the whole", "nothing else is recorded"));
    for (ServerCases.Group group : ServerCases.GROUPS) {
      names.add(group.name());
      group.cases().forEach(one -> names.add(one.name()));
    }
    return names;
  }
}
