package dev.skein.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.skein.it.contract.load.Load;
import dev.skein.it.contract.load.LoadVerdict;
import dev.skein.it.contract.support.Probes;
import dev.skein.testkit.OtlpReceiver;
import dev.skein.testkit.contract.ContractResults;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Every service gets 10,000 requests at once, on event loops, workers and virtual threads, of which
 * some are left by the client: no span has a parent that is not its own, none is missing, none is
 * left open.
 */
@Isolated
class LoadIT {
  private static final List<String> OPTIONS = List.of("-Xmx512m");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> services_mixUpAndLoseNothing() {
    Set<List<String>> launched = new HashSet<>();
    return Services.ALL.stream()
        // not once more for another Java
        .filter(service -> launched.add(service.launch()))
        .map(service -> dynamicTest(service.toString(), () -> loadOnto(onNewestJava(service))));
  }

  /** On the newest Java there is, for its virtual threads. */
  private static Service onNewestJava(Service service) {
    String newest = System.getProperty("contract.micronaut5.java", "");
    return newest.isEmpty() ? service : service.on(Path.of(newest));
  }

  private void loadOnto(Service service) throws Exception {
    Path count = folder.resolve(service.serviceName());
    LoadVerdict verdict;
    List<String> kinds;
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Load load;
      try (ServiceProcess process =
          ServiceProcess.start(service, environment(receiver, count), OPTIONS)) {
        load = Load.onto(process.port());
      }
      kinds = load.kinds();
      verdict = load.verdict(receiver, count);
    }
    System.out.println(
        service
            + ", 10,000 requests on "
            + kinds
            + (kinds.contains("virtual") ? "" : " (NO VIRTUAL THREADS on this Java)")
            + ": "
            + verdict);
    record(service, verdict);
    assertThat(verdict)
        .as("%s, for example %s", verdict, verdict.examples())
        .returns(0, LoadVerdict::wrong)
        .returns(0, LoadVerdict::missing)
        .returns(0L, LoadVerdict::open);
  }

  private static Map<String, String> environment(OtlpReceiver receiver, Path count) {
    return Map.of(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        receiver.endpoint().toString(),
        // all of it may wait until a busy machine gets round to sending it
        "SKEIN_MEMORY_LIMIT",
        "64MiB",
        "SKEIN_SHUTDOWN_TIMEOUT",
        "2m",
        Probes.SAMPLER,
        "counting",
        Probes.COUNT,
        count.toString());
  }

  private static void record(Service service, LoadVerdict verdict) {
    ContractResults results = ContractResults.of("Load", service.subject());
    record(results, "no span has another's parent or trace", verdict.wrong());
    record(results, "no span is missing", verdict.missing());
    record(results, "no span is left open", verdict.open());
  }

  private static void record(ContractResults results, String name, long count) {
    if (count == 0) {
      results.passed("10,000 requests at once", name);
    } else {
      results.failed("10,000 requests at once", name);
    }
  }
}
