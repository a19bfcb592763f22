package dev.skein.testkit.contract;

import dev.skein.export.SpanData;
import dev.skein.testkit.contract.ServerCases.Group;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * The tests of the server contract: each case of an ordinary run, what was recorded on the whole,
 * and by groups of cases what must be the same in runs with a fault.
 */
final class ServerVerdict {
  static final String WHOLE = "the whole";
  static final String NOTHING_ELSE = "nothing else is recorded";
  static final String CONVENTIONS = "semantic conventions";
  static final String THROWING_SAMPLER = "a sampler that throws changes no byte";
  static final String THROWING_EXPORTER = "an exporter that throws changes no byte";
  static final String AT_START = "a sampler sees what matters";
  static final String RECORDED = "recorded";

  private static final String DIFFERENT = "different responses";

  /** Sends all requests to a server with a fault. */
  interface Runner {
    ServerRun run(Fault fault) throws Exception;
  }

  private final Judge judge;
  private final ServerRun unharmed;
  private final ServerRun throwingSampler;
  private final ServerRun throwingExporter;
  private final ServerRun reporting;
  private final ServerRun guarded;

  ServerVerdict(Judge judge, Runner runner) throws Exception {
    this.judge = judge;
    this.unharmed = runner.run(Fault.NONE);
    this.throwingSampler = runner.run(Fault.THROWING_SAMPLER);
    this.throwingExporter = runner.run(Fault.THROWING_EXPORTER);
    this.reporting = runner.run(Fault.REPORTING_SAMPLER);
    this.guarded = runner.run(Fault.GUARDED);
  }

  Stream<DynamicNode> nodes() {
    List<DynamicNode> nodes = new ArrayList<>();
    for (Group group : ServerCases.GROUPS) {
      nodes.add(cases(group, unharmed));
    }
    nodes.add(cases(ServerCases.GUARDED, guarded));
    nodes.add(container(WHOLE, whole()));
    nodes.add(
        container(
            THROWING_SAMPLER,
            Stream.concat(
                ServerCases.GROUPS.stream().map(group -> bytes(THROWING_SAMPLER, group)),
                Stream.of(nothingRecorded(THROWING_SAMPLER, throwingSampler)))));
    nodes.add(
        container(
            THROWING_EXPORTER,
            Stream.concat(
                ServerCases.GROUPS.stream().map(group -> bytes(THROWING_EXPORTER, group)),
                Stream.of(nothingRecorded(THROWING_EXPORTER, throwingExporter)))));
    nodes.add(container(AT_START, ServerCases.GROUPS.stream().map(this::atStart)));
    nodes.add(
        DynamicTest.dynamicTest(
            "deviations are of cases that there are", () -> judge.checkDeclarations(names())));
    return nodes.stream();
  }

  private DynamicNode cases(Group group, ServerRun run) {
    return container(
        group.name(),
        group.cases().stream()
            .map(
                one ->
                    judge.node(group.name(), one.name(), one.expected(), () -> run.actual(one))));
  }

  private static DynamicNode container(String name, Stream<DynamicNode> nodes) {
    return DynamicContainer.dynamicContainer(name, nodes);
  }

  private Stream<DynamicNode> whole() {
    return Stream.of(
        judge.node(
            WHOLE,
            NOTHING_ELSE,
            Map.of("other spans", List.of()),
            () -> Map.of("other spans", unharmed.others())),
        judge.node(
            WHOLE,
            CONVENTIONS,
            Map.of("violations", List.of()),
            () -> Map.of("violations", SemanticConventions.violations(unharmed.spans()))));
  }

  private DynamicNode bytes(String container, Group group) {
    ServerRun harmed = container.equals(THROWING_SAMPLER) ? throwingSampler : throwingExporter;
    return fault(container, group, DIFFERENT, () -> different(group, harmed));
  }

  private Object different(Group group, ServerRun harmed) {
    Map<String, String> different = new TreeMap<>();
    for (ServerCase one : group.cases()) {
      String difference = Responses.difference(unharmed.outcome(one), harmed.outcome(one));
      if (!difference.isEmpty()) {
        different.put(one.name(), difference);
      }
    }
    return different;
  }

  private DynamicNode nothingRecorded(String container, ServerRun run) {
    return judge.node(
        container,
        container + ", " + RECORDED,
        Map.of(RECORDED, 0),
        () -> Map.of(RECORDED, run.spans().size()));
  }

  private DynamicNode atStart(Group group) {
    return fault(
        AT_START,
        group,
        "late attributes",
        () -> {
          List<SpanData> spans =
              group.cases().stream().flatMap(one -> reporting.spansOf(one).stream()).toList();
          Map<String, String> late = new TreeMap<>();
          SemanticConventions.lateAttributes(spans).forEach(text -> late.put(text, ""));
          return late;
        });
  }

  private DynamicNode fault(String container, Group group, String field, Supplier<Object> found) {
    return judge.node(
        container,
        faultCase(container, group),
        Map.of(field, Map.of()),
        () -> Map.of(field, found.get()));
  }

  /** The name of a case that is about a whole group. */
  static String faultCase(String container, Group group) {
    return container + ", " + group.name();
  }

  /** The names of all cases and groups. */
  static Set<String> names() {
    Set<String> names = new HashSet<>(Set.of(WHOLE, NOTHING_ELSE, CONVENTIONS));
    for (Group group : ServerCases.GROUPS) {
      names.add(group.name());
    }
    names.add(ServerCases.GUARDED.name());
    ServerCases.all().forEach(one -> names.add(one.name()));
    for (String container : List.of(THROWING_SAMPLER, THROWING_EXPORTER, AT_START)) {
      names.add(container);
      names.add(container + ", " + RECORDED);
      ServerCases.GROUPS.forEach(group -> names.add(faultCase(container, group)));
    }
    return names;
  }
}
