package dev.skein.testkit.contract;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Compares what is expected of a case with what was found, knows what a subject has declared to do
 * in another way, and writes down the result.
 */
final class Judge {
  private final Subject subject;
  private final List<Deviation> deviations;
  private final ContractResults results;

  Judge(Subject subject, List<Deviation> deviations, ContractResults results) {
    this.subject = subject;
    this.deviations = List.copyOf(deviations);
    this.results = results;
  }

  /** A test of one case; what was found is asked for when it runs. */
  DynamicNode node(
      String group,
      String name,
      Map<String, Object> expected,
      Supplier<Map<String, Object>> actual) {
    return DynamicTest.dynamicTest(name, () -> judge(group, name, expected, actual.get()));
  }

  /**
   * Checks that deviations are of cases that there are.
   *
   * @throws AssertionError for one that is not
   */
  void checkDeclarations(Set<String> groupsAndCases) {
    Set<String> unknown = new TreeSet<>();
    deviations.forEach(deviation -> unknown.addAll(deviation.cases()));
    unknown.removeAll(groupsAndCases);
    if (!unknown.isEmpty()) {
      throw new AssertionError(subject + " declares deviations of no case: " + unknown);
    }
  }

  /**
   * Judges one case.
   *
   * @throws AssertionError that says what differs
   */
  void judge(String group, String name, Map<String, Object> expected, Map<String, Object> actual) {
    List<Deviation> declared =
        deviations.stream().filter(deviation -> deviation.concerns(group, name, expected)).toList();
    try {
      if (declared.isEmpty()) {
        compare("", expected, actual);
      } else {
        compareAsDeclared(name, declared, expected, actual);
      }
    } catch (AssertionError e) {
      results.failed(group, name);
      throw new AssertionError(subject + ", " + group + ", " + name + ":\n" + e.getMessage(), e);
    }
    if (declared.isEmpty()) {
      results.passed(group, name);
    } else {
      results.deviation(
          group, name, declared.stream().map(Deviation::reason).collect(joining(" ")));
    }
  }

  private static void compareAsDeclared(
      String name,
      List<Deviation> declared,
      Map<String, Object> expected,
      Map<String, Object> actual) {
    if (Fields.differences(expected, actual).isEmpty()) {
      throw new AssertionError("holds, though this is declared: " + declared);
    }
    if (declared.stream().anyMatch(Deviation::isUnsupported)) {
      return;
    }
    Map<String, Object> changed = expected;
    for (Deviation deviation : declared) {
      List<String> idle = deviation.idleFields(name, expected);
      if (!idle.isEmpty()) {
        throw new AssertionError("no deviation in " + idle + ": " + deviation);
      }
      changed = deviation.applyTo(changed);
    }
    compare("with what is declared: " + declared + "\n", changed, actual);
  }

  private static void compare(
      String note, Map<String, Object> expected, Map<String, Object> actual) {
    List<String> differences = Fields.differences(expected, actual);
    if (!differences.isEmpty()) {
      throw new AssertionError(note + String.join("\n", differences));
    }
  }
}
