package dev.skein.it.contract;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.skein.testkit.OtlpReceiver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Every service understands and speaks what {@code OTEL_PROPAGATORS} names: the parent comes in,
 * the headers go out, and the span is what both say.
 */
@Isolated
class PropagatorsIT {
  private static final String UNTIL_THE_END = "600000";

  @TestFactory
  Stream<DynamicNode> services_speakWhatTheyAreToldTo() {
    return Services.ALL.stream()
        .map(
            service ->
                dynamicContainer(
                    service.toString(),
                    PropagatorCase.bySetting().entrySet().stream()
                        .map(setting -> setting(service, setting.getKey(), setting.getValue()))));
  }

  private static DynamicNode setting(
      Service service, String propagators, List<PropagatorCase> cases) {
    Stream<DynamicNode> tests =
        Stream.of(propagators)
            .map(setting -> ask(service, setting, cases))
            .flatMap(answers -> answers.entrySet().stream())
            .map(
                answer ->
                    dynamicTest(
                        answer.getKey().name(), () -> answer.getKey().verify(answer.getValue())));
    return dynamicContainer("OTEL_PROPAGATORS=" + propagators, tests);
  }

  /** Asks everything, stops the service, which sends its last spans then, and looks at them. */
  private static Map<PropagatorCase, PropagatorAnswer> ask(
      Service service, String propagators, List<PropagatorCase> cases) {
    Map<PropagatorCase, Map<String, List<String>>> calls = new LinkedHashMap<>();
    try (OtlpReceiver receiver = OtlpReceiver.start();
        HeaderListener listener = HeaderListener.start()) {
      Map<String, String> environment =
          Map.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              receiver.endpoint().toString(),
              "OTEL_BSP_SCHEDULE_DELAY",
              UNTIL_THE_END,
              "SKEIN_SHUTDOWN_TIMEOUT",
              "2m",
              "OTEL_PROPAGATORS",
              propagators);
      try (ServiceClient client = new ServiceClient(ServiceProcess.start(service, environment))) {
        for (PropagatorCase oneCase : cases) {
          calls.put(oneCase, listener.callBack(client, oneCase.sent()));
        }
      }
      Map<PropagatorCase, PropagatorAnswer> answers = new LinkedHashMap<>();
      calls.forEach(
          (oneCase, headers) ->
              answers.put(oneCase, PropagatorAnswer.of(headers, receiver.spans())));
      return answers;
    } catch (Exception e) {
      throw new AssertionError(service + " could not be asked", e);
    }
  }
}
