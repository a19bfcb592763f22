package dev.skein.it.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.SpanData;
import dev.skein.testkit.OtlpReceiver;
import dev.skein.testkit.Trace;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * SIGTERM ends a service of each framework in the time it is given, and not before what it has
 * recorded is delivered, if anybody takes it.
 */
@Timeout(600)
class ShopShutdownIT {
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  /** A deadline that is not kept is exceeded by minutes; a busy machine needs more than none. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  /** For those who are to deliver something before they end, however busy the machine. */
  private static final Duration ENOUGH = Duration.ofSeconds(60);

  private static final int REQUESTS = 20;

  private final HttpClient client = HttpClient.newHttpClient();

  private interface Scenario {
    void run(RunningService service) throws Exception;
  }

  /** Starts all services at once, and then looks at one after the other. */
  private static void withServices(Map<String, String> environment, Scenario scenario)
      throws Exception {
    List<RunningService> services = new ArrayList<>();
    try {
      for (RunningService.Kind kind : RunningService.Kind.values()) {
        services.add(RunningService.start(kind, environment));
      }
      for (RunningService service : services) {
        scenario.run(service);
      }
    } finally {
      for (RunningService service : services) {
        service.close();
      }
    }
  }

  private static Map<String, String> environment(String endpoint, String delay, Duration deadline) {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    environment.put("SKEIN_EXPORT_DELAY", delay);
    environment.put("SKEIN_TIMEOUT", "10m");
    environment.put("SKEIN_EXPORT_TIMEOUT", "10m");
    environment.put("SKEIN_SHUTDOWN_TIMEOUT", deadline.toMillis() + "ms");
    return environment;
  }

  @Test
  void backendThatHangs_keepsNoFrameworkLongerThanItsDeadline() throws Exception {
    Map<RunningService.Kind, Long> took = new EnumMap<>(RunningService.Kind.class);
    try (HangingEndpoint backend = new HangingEndpoint()) {
      withServices(
          environment(backend.uri().toString(), "100ms", DEADLINE),
          service -> {
            service.request(client);
            backend.awaitRequest();
            long asked = System.nanoTime();
            service.terminate();
            Duration time = Duration.ofNanos(System.nanoTime() - asked);
            assertThat(time)
                .as("%s: %s", service.kind(), service.output())
                .isLessThan(DEADLINE.plus(SLACK));
            took.put(service.kind(), time.toMillis());
          });
    }
    Figure.report(
        "sigterm-frameworks",
        "SIGTERM with a backend that hangs",
        "deadline %d ms; the whole process ended after %d ms (Quarkus), %d ms (Vert.x), %d ms (Micronaut)"
            .formatted(
                DEADLINE.toMillis(),
                took.get(RunningService.Kind.STOREFRONT),
                took.get(RunningService.Kind.PAYMENT),
                took.get(RunningService.Kind.INVENTORY)));
  }

  @Test
  void backendThatAnswers_getsEverythingBeforeTheServiceEnds() throws Exception {
    List<Integer> delivered = new ArrayList<>();
    try (OtlpReceiver backend = OtlpReceiver.start()) {
      withServices(
          environment(backend.endpoint().toString(), "10m", ENOUGH),
          service -> {
            for (int i = 0; i < REQUESTS; i++) {
              service.request(client);
            }
            assertThat(of(service, backend.spans())).as("%s sends later", service.kind()).isEmpty();
            service.terminate();
            assertThat(of(service, backend.spans()))
                .as("%s: %s", service.kind(), service.output())
                .hasSize(REQUESTS);
            delivered.add(REQUESTS);
          });
    }
    Figure.report(
        "sigterm-delivery",
        "SIGTERM with a backend that answers",
        "%d of %d spans that had waited were delivered by each of %d frameworks"
            .formatted(REQUESTS, REQUESTS, delivered.size()));
  }

  private static List<SpanData> of(RunningService service, List<SpanData> spans) {
    String name = service.kind().name().toLowerCase(Locale.ROOT);
    return spans.stream().filter(span -> Trace.service(span).equals(name)).toList();
  }
}
