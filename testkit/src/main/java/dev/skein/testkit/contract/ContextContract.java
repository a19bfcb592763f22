package dev.skein.testkit.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of the current context: wherever a request is worked on, it is that request's own. A
 * subclass sends requests over hops; everything else is here: each hop is taken by many requests at
 * once, with traces and baggage of their own, and each span has to be where it belongs.
 */
public abstract class ContextContract {
  private static final String CONTRACT = "Context";
  private static final String NOT_SAMPLED = " of requests that are not sampled";

  /** The adapter and the version of its framework. */
  protected abstract Subject subject();

  /** Starts the framework under contract. */
  protected abstract ContextSubject start(ContractSetup setup) throws Exception;

  /** The hops that the framework does not have, or cannot take as it should; none by default. */
  protected List<Deviation> deviations() {
    return List.of();
  }

  /** The cases. */
  @TestFactory
  public final Stream<DynamicNode> contract() {
    Subject subject = subject();
    Judge judge = new Judge(subject, deviations(), ContractResults.of(CONTRACT, subject));
    ContextRun run;
    try {
      run = ContextRun.of(this::start);
    } catch (Exception e) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "all requests are sent",
              () -> {
                throw new AssertionError(subject + " cannot be held to the contract: " + e, e);
              }));
    }
    Map<String, List<DynamicNode>> groups = new LinkedHashMap<>();
    for (ContextHop hop : ContextHop.ALL) {
      List<DynamicNode> nodes = groups.computeIfAbsent(hop.group(), group -> new ArrayList<>());
      nodes.add(judge.node(hop.group(), hop.name(), expected(hop), () -> actual(run, hop)));
    }
    List<DynamicNode> nodes = new ArrayList<>();
    groups.forEach((name, of) -> nodes.add(DynamicContainer.dynamicContainer(name, of)));
    nodes.add(
        judge.node(
            ServerVerdict.WHOLE,
            ServerVerdict.NOTHING_ELSE,
            Map.of("other spans", List.of()),
            () -> Map.of("other spans", others(run))));
    nodes.add(
        DynamicTest.dynamicTest(
            "deviations are of cases that there are", () -> judge.checkDeclarations(names())));
    return nodes.stream();
  }

  /** What is expected of a hop: of sampled requests, and baggage but no spans of the others. */
  static Map<String, Object> expected(ContextHop hop) {
    Map<String, Object> fields = hop.expected();
    fields.put(ContextFields.BAGGAGE_INSIDE + NOT_SAMPLED, ContextFields.CALLERS);
    fields.put(ContextFields.BAGGAGE_AFTER + NOT_SAMPLED, ContextFields.CALLERS);
    fields.put(Fields.SPANS + NOT_SAMPLED, 0);
    return fields;
  }

  static Map<String, Object> actual(ContextRun run, ContextHop hop) {
    Map<String, Object> fields = new TreeMap<>(run.actual(hop));
    Map<String, Object> unsampled = run.unsampled(hop);
    for (String field : List.of(ContextFields.BAGGAGE_INSIDE, ContextFields.BAGGAGE_AFTER)) {
      fields.put(field + NOT_SAMPLED, String.valueOf(unsampled.get(field)));
    }
    fields.put(Fields.SPANS + NOT_SAMPLED, run.unsampledSpans(hop));
    return fields;
  }

  static List<String> others(ContextRun run) {
    return run.others().stream().map(span -> span.kind() + " " + span.name()).toList();
  }

  private static Set<String> names() {
    Set<String> names = new HashSet<>(Set.of(ServerVerdict.WHOLE, ServerVerdict.NOTHING_ELSE));
    for (ContextHop hop : ContextHop.ALL) {
      names.add(hop.group());
      names.add(hop.name());
    }
    return names;
  }
}
