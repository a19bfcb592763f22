package dev.skein.it.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.skein.it.contract.support.Probes;
import dev.skein.testkit.TraceRecorder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The requirements hold of Skein, and each is one that a broken propagator does not meet. */
class RequirementsTest {
  private static final List<Mutant> TRACE_CONTEXT_MUTANTS =
      Stream.concat(TraceparentMutants.ALL.stream(), TracestateMutants.ALL.stream()).toList();

  private final TraceRecorder recorder = TraceRecorder.create();
  private ReferenceService service;
  private Conversation conversation;

  @BeforeEach
  void start() throws Exception {
    service =
        new ReferenceService(
            recorder.skein("reference", builder -> builder.sampler(Probes.steeredSampler())));
    conversation = new Conversation(service.port(), recorder);
  }

  @AfterEach
  void stop() throws Exception {
    conversation.close();
    service.close();
  }

  @TestFactory
  Stream<DynamicTest> requirements_areMetBySkein() {
    return Stream.concat(TraceContextRequirements.ALL.stream(), BaggageRequirements.ALL.stream())
        .map(
            requirement ->
                dynamicTest(requirement.toString(), () -> requirement.verify(conversation)));
  }

  @TestFactory
  Stream<DynamicTest> traceContextMutants_areFound() {
    return found(TRACE_CONTEXT_MUTANTS, TraceContextRequirements.ALL);
  }

  @TestFactory
  Stream<DynamicTest> baggageMutants_areFound() {
    return found(BaggageMutants.ALL, BaggageRequirements.ALL);
  }

  @Test
  void everyRequirement_isBrokenByAMutant() {
    everyRequirementIsBroken(TRACE_CONTEXT_MUTANTS, TraceContextRequirements.ALL);
    everyRequirementIsBroken(BaggageMutants.ALL, BaggageRequirements.ALL);
  }

  private Stream<DynamicTest> found(List<Mutant> mutants, List<Requirement> requirements) {
    return mutants.stream()
        .flatMap(
            mutant ->
                mutant.breaks().stream()
                    .map(
                        id ->
                            dynamicTest(
                                mutant + ": " + id,
                                () -> isFound(mutant, requirement(requirements, id)))));
  }

  private void isFound(Mutant mutant, Requirement requirement) throws Exception {
    service.fail(mutant.fault());
    try {
      requirement.verify(conversation);
    } catch (AssertionError e) {
      assertThat(service.failure()).as("a failure of the mutant itself").isNull();
      return;
    }
    fail("%s does not find what %s", requirement, mutant);
  }

  private static Requirement requirement(List<Requirement> requirements, String id) {
    return requirements.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  private static void everyRequirementIsBroken(
      List<Mutant> mutants, List<Requirement> requirements) {
    assertThat(requirements).extracting(Requirement::id).doesNotHaveDuplicates();
    assertThat(mutants.stream().flatMap(mutant -> mutant.breaks().stream()))
        .containsAll(requirements.stream().map(Requirement::id).toList());
  }
}
