package dev.skein.testkit.contract;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of what traces sent HTTP requests. A subclass makes calls with the client that the
 * adapter traces; everything else is here: the servers, which do what no real one would, the calls
 * to be made, and for each case a test of its own that compares what the application got, what was
 * on the wire, and every field of the spans.
 *
 * <p>While the contract runs, the default locale is Turkish, whose lower-case {@code I} is no
 * {@code i}; tests that depend on the locale must not run in the same JVM at the same time.
 */
public abstract class HttpClientContract {
  private static final String CONTRACT = "HTTP client";

  /** The adapter and the version of its framework. */
  protected abstract Subject subject();

  /**
   * Starts the client under contract. Called several times, one client after the other. A client
   * that has calls under way in this JVM is asked by one thread.
   */
  protected abstract ClientSubject start(ContractSetup setup) throws Exception;

  /** What the client cannot do; nothing by default. */
  protected List<Deviation> deviations() {
    return List.of();
  }

  /** The cases. */
  @TestFactory
  public final Stream<DynamicNode> contract() {
    Subject subject = subject();
    Judge judge = new Judge(subject, deviations(), ContractResults.of(CONTRACT, subject));
    Map<Fault, ClientRun> runs;
    try {
      runs = runs(this::start);
    } catch (Exception e) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "all calls are made",
              () -> {
                throw new AssertionError(subject + " cannot be held to the contract: " + e, e);
              }));
    }
    Map<String, List<DynamicNode>> groups = new LinkedHashMap<>();
    for (ClientCase one : ClientCases.ALL) {
      groups
          .computeIfAbsent(one.group(), group -> new ArrayList<>())
          .add(
              judge.node(
                  one.group(),
                  one.name(),
                  one.expected(),
                  () -> Objects.requireNonNull(runs.get(one.fault())).actual(one)));
    }
    List<DynamicNode> nodes = new ArrayList<>();
    groups.forEach((name, of) -> nodes.add(DynamicContainer.dynamicContainer(name, of)));
    nodes.add(DynamicContainer.dynamicContainer(ServerVerdict.WHOLE, whole(judge, runs)));
    nodes.add(
        DynamicTest.dynamicTest(
            "deviations are of cases that there are", () -> judge.checkDeclarations(names())));
    return nodes.stream();
  }

  private static Stream<DynamicNode> whole(Judge judge, Map<Fault, ClientRun> runs) {
    List<SpanData> spans =
        Objects.requireNonNull(runs.get(Fault.NONE)).spans().stream()
            .filter(span -> span.kind() == SpanKind.CLIENT)
            .toList();
    return Stream.of(
        judge.node(
            ServerVerdict.WHOLE,
            ServerVerdict.NOTHING_ELSE,
            Map.of("other spans", List.of()),
            () -> Map.of("other spans", others(runs))),
        judge.node(
            ServerVerdict.WHOLE,
            ServerVerdict.CONVENTIONS,
            Map.of("violations", List.of()),
            () -> Map.of("violations", SemanticConventions.violations(spans))));
  }

  /** Makes the calls of all cases, with a client for each fault. */
  static Map<Fault, ClientRun> runs(ClientRun.Starter starter) throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr", "TR"));
    try {
      Map<Fault, ClientRun> runs = new EnumMap<>(Fault.class);
      for (Fault fault : Fault.values()) {
        List<ClientCase> cases =
            ClientCases.ALL.stream().filter(one -> one.fault() == fault).toList();
        runs.put(fault, ClientRun.of(fault, starter, cases));
      }
      return runs;
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<String> others(Map<Fault, ClientRun> runs) {
    return runs.values().stream()
        .flatMap(run -> run.others().stream())
        .map(span -> span.kind() + " " + span.name() + " " + span.attributes())
        .toList();
  }

  private static Set<String> names() {
    Set<String> names =
        new HashSet<>(
            Set.of(ServerVerdict.WHOLE, ServerVerdict.NOTHING_ELSE, ServerVerdict.CONVENTIONS));
    for (ClientCase one : ClientCases.ALL) {
      names.add(one.group());
      names.add(one.name());
    }
    return names;
  }
}
