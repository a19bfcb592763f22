package dev.skein.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.SpanData;
import dev.skein.it.contract.Client.Outcome;
import dev.skein.testkit.OtlpReceiver;
import dev.skein.testkit.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends every request of {@link ParityRequests} to all three servers, real processes, and compares
 * each span with the one that is expected, field by field.
 */
class ServerSpanParityIT {
  private static final List<ParityRequest> REQUESTS =
      ParityRequests.connections().stream().flatMap(List::stream).toList();

  private static final Map<Service, Map<ParityRequest, Outcome>> OUTCOMES = new HashMap<>();

  private static List<SpanData> spans = List.of();

  @BeforeAll
  static void sendAllToAll() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Map<Service, ServiceProcess> servers = new HashMap<>();
      try {
        for (Service framework : Services.ALL) {
          servers.put(framework, ServiceProcess.start(framework, receiver.endpoint(), Map.of()));
        }
        send(servers);
        awaitSpans(receiver);
      } finally {
        servers.values().forEach(ServiceProcess::stop);
        for (ServiceProcess server : servers.values()) {
          server.awaitEnd();
        }
      }
      // the servers have sent what they had left: there will be no more
      spans = receiver.spans();
    }
  }

  private static void send(Map<Service, ServiceProcess> servers) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(servers.size());
    try {
      Map<Service, Future<Map<ParityRequest, Outcome>>> sending = new HashMap<>();
      servers.forEach(
          (framework, server) ->
              sending.put(framework, clients.submit(() -> sendAll(server.port()))));
      for (Map.Entry<Service, Future<Map<ParityRequest, Outcome>>> sent : sending.entrySet()) {
        OUTCOMES.put(sent.getKey(), sent.getValue().get());
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private static Map<ParityRequest, Outcome> sendAll(int port) throws IOException {
    Map<ParityRequest, Outcome> outcomes = new HashMap<>();
    for (List<ParityRequest> requests : ParityRequests.connections()) {
      outcomes.putAll(Client.send(requests, port));
    }
    return outcomes;
  }

  private static void awaitSpans(OtlpReceiver receiver) {
    long expected =
        requestsAndFrameworks()
            .map(Arguments::get)
            .map(of -> expected((ParityRequest) of[0], (Service) of[1]))
            .filter(fields -> fields.get(SpanFields.SPANS).equals(1))
            .count();
    try {
      receiver.awaitSpans((int) expected, Duration.ofSeconds(5));
    } catch (AssertionError e) {
      // some are missing: the tests below say which
    }
  }

  static Stream<Service> services() {
    return Services.ALL.stream();
  }

  static Stream<Arguments> requestsAndFrameworks() {
    return REQUESTS.stream()
        .flatMap(
            request -> Services.ALL.stream().map(framework -> Arguments.of(request, framework)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("requestsAndFrameworks")
  void span_isTheExpectedOne(ParityRequest request, Service framework) {
    Outcome outcome = outcome(request, framework);
    List<SpanData> found = spans(framework).filter(span -> isOf(span, request, outcome)).toList();
    Map<String, Object> actual = SpanFields.of(request, outcome, found);
    assertThat(SpanFields.differences(expected(request, framework), actual)).isEmpty();
    assertThat(found)
        .extracting(SpanData::durationNanos)
        .allMatch(nanos -> nanos >= Duration.ofMillis(request.leastMillis()).toNanos());
  }

  private static Map<String, Object> expected(ParityRequest request, Service framework) {
    Map<String, Object> fields = request.expected();
    KnownDifferences.ALL.stream()
        .filter(difference -> difference.concerns(framework, request))
        .forEach(difference -> difference.applyTo(fields));
    return fields;
  }

  @ParameterizedTest
  @MethodSource("services")
  void server_recordsNothingElse(Service framework) {
    assertThat(
            spans(framework)
                .filter(
                    span ->
                        REQUESTS.stream()
                            .noneMatch(
                                request -> isOf(span, request, outcome(request, framework)))))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("services")
  void resource_differsInNameAndInstanceOnly(Service framework) {
    assertThat(spans(framework))
        .extracting(ServerSpanParityIT::origin)
        .containsOnly(origin(spans.get(0)));
  }

  /** What is said about the process and the library, the same for all servers. */
  private static String origin(SpanData span) {
    Map<String, Object> resource = new TreeMap<>(span.resource());
    resource.replace("service.name", "any");
    resource.replace("service.instance.id", "any");
    return span.scopeName() + " " + span.scopeVersion() + " " + resource;
  }

  @Test
  void knownDifferences_areDifferencesOfRequestsThatExist() {
    for (KnownDifference difference : KnownDifferences.ALL) {
      assertThat(REQUESTS)
          .extracting(ParityRequest::name)
          .containsAll(difference.requests())
          .doesNotHaveDuplicates();
      assertThat(REQUESTS)
          .filteredOn(request -> difference.requests().contains(request.name()))
          .allSatisfy(request -> assertThat(request.expected()).doesNotContainEntry("spans", 0))
          .allSatisfy(
              request ->
                  assertThat(difference.fields())
                      .allSatisfy(
                          (field, value) ->
                              assertThat(
                                      request
                                          .expected()
                                          .getOrDefault(field, KnownDifference.ABSENT))
                                  .isNotEqualTo(value)));
    }
  }

  private static Outcome outcome(ParityRequest request, Service framework) {
    return Objects.requireNonNull(
        Objects.requireNonNull(OUTCOMES.get(framework)).get(request), request.name());
  }

  private static Stream<SpanData> spans(Service framework) {
    return spans.stream().filter(span -> Trace.service(span).equals(framework.serviceName()));
  }

  /** By the user agent, or by the connection when there is none. */
  private static boolean isOf(SpanData span, ParityRequest request, Outcome outcome) {
    Object userAgent = span.attributes().get("user_agent.original");
    return userAgent == null
        ? Long.valueOf(outcome.port()).equals(span.attributes().get("network.peer.port"))
        : userAgent.equals(request.userAgent());
  }
}
