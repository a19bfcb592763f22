package dev.skein.it.contract;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.skein.it.contract.conformance.BaggageRequirements;
import dev.skein.it.contract.conformance.Conversation;
import dev.skein.it.contract.conformance.Requirement;
import dev.skein.it.contract.conformance.TraceContextRequirements;
import dev.skein.it.contract.support.Probes;
import dev.skein.testkit.OtlpReceiver;
import dev.skein.testkit.contract.ContractResults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * What a service, a real process, makes of all that is asked for by W3C's specifications. Each is
 * asked once, whatever the number of test classes that want to know.
 */
final class ConformanceRun {
  private static final Map<Service, ConformanceRun> RUNS = new ConcurrentHashMap<>();

  private final Map<Requirement, Optional<Throwable>> outcomes;

  private ConformanceRun(Map<Requirement, Optional<Throwable>> outcomes) {
    this.outcomes = outcomes;
  }

  /** A test for each service and requirement. */
  static Stream<DynamicNode> tests(String contract, List<Requirement> requirements) {
    return Services.ALL.stream()
        .map(
            service -> {
              ConformanceRun run = RUNS.computeIfAbsent(service, ConformanceRun::of);
              ContractResults results = ContractResults.of(contract, service.subject());
              return dynamicContainer(
                  service.toString(),
                  requirements.stream().map(requirement -> run.test(requirement, results)));
            });
  }

  private static ConformanceRun of(Service service) {
    Map<Requirement, Optional<Throwable>> outcomes = new HashMap<>();
    try (OtlpReceiver receiver = OtlpReceiver.start();
        ServiceProcess process = ServiceProcess.start(service, environment(receiver));
        Conversation conversation = new Conversation(process.port(), receiver)) {
      Stream.concat(TraceContextRequirements.ALL.stream(), BaggageRequirements.ALL.stream())
          .forEach(requirement -> outcomes.put(requirement, outcome(requirement, conversation)));
    } catch (Exception e) {
      throw new AssertionError(service + " could not be asked", e);
    }
    return new ConformanceRun(outcomes);
  }

  private static Map<String, String> environment(OtlpReceiver receiver) {
    return Map.of(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        receiver.endpoint().toString(),
        "OTEL_BSP_SCHEDULE_DELAY",
        "50",
        Probes.SAMPLER,
        "steered");
  }

  private static Optional<Throwable> outcome(Requirement requirement, Conversation conversation) {
    try {
      requirement.verify(conversation);
      return Optional.empty();
    } catch (Exception | AssertionError e) {
      return Optional.of(e);
    }
  }

  private DynamicTest test(Requirement requirement, ContractResults results) {
    return dynamicTest(
        requirement.toString(),
        () -> {
          Optional<Throwable> failure = requireNonNull(outcomes.get(requirement));
          String name = requirement.level() + ": " + requirement.text();
          if (failure.isPresent()) {
            results.failed(requirement.section(), name);
            throw failure.get();
          }
          results.passed(requirement.section(), name);
        });
  }
}
