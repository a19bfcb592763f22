package dev.skein.it.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.SpanData;
import dev.skein.it.parity.Client.Outcome;
import dev.skein.testkit.OtlpReceiver;
import dev.skein.testkit.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends every request of {@link ParityRequests} to all three servers, real processes, and compares
 * each span with the one that is expected, field by field.
 */
class ServerSpanParityIT {
  private static final List<ParityRequest> REQUESTS =
      ParityRequests.connections().stream().flatMap(List::stream).toList();

  private static final Map<Framework, Map<ParityRequest, Outcome>> OUTCOMES =
      new EnumMap<>(Framework.class);

  private static List<SpanData> spans = List.of();

  @BeforeAll
  static void sendAllToAll() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Map<Framework, ServerProcess> servers = new EnumMap<>(Framework.class);
      try {
        for (Framework framework : Framework.values()) {
          servers.put(framework, ServerProcess.start(framework, receiver.endpoint()));
        }
        send(servers);
        awaitSpans(receiver);
      } finally {
        servers.values().forEach(ServerProcess::stop);
        for (ServerProcess server : servers.values()) {
          server.awaitEnd();
        }
      }
      // the servers have sent what they had left: there will be no more
      spans = receiver.spans();
    }
  }

  private static void send(Map<Framework, ServerProcess> servers) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(servers.size());
    try {
      Map<Framework, Future<Map<ParityRequest, Outcome>>> sending = new EnumMap<>(Framework.class);
      servers.forEach(
          (framework, server) ->
              sending.put(framework, clients.submit(() -> sendAll(server.port()))));
      for (Map.Entry<Framework, Future<Map<ParityRequest, Outcome>>> sent : sending.entrySet()) {
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
            .map(of -> expected((ParityRequest) of[0], (Framework) of[1]))
            .filter(fields -> fields.get(SpanFields.SPANS).equals(1))
            .count();
    try {
      receiver.awaitSpans((int) expected, Duration.ofSeconds(5));
    } catch (AssertionError e) {
      // some are missing: the tests below say which
    }
  }

  static Stream<Arguments> requestsAndFrameworks() {
    return REQUESTS.stream()
        .flatMap(
            request ->
                Stream.of(Framework.values()).map(framework -> Arguments.of(request, framework)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("requestsAndFrameworks")
  void span_isTheExpectedOne(ParityRequest request, Framework framework) {
    Outcome outcome = outcome(request, framework);
    List<SpanData> found = spans(framework).filter(span -> isOf(span, request, outcome)).toList();
    Map<String, Object> actual = SpanFields.of(request, outcome, found);
    assertThat(SpanFields.differences(expected(request, framework), actual)).isEmpty();
    assertThat(found)
        .extracting(SpanData::durationNanos)
        .allMatch(nanos -> nanos >= Duration.ofMillis(request.leastMillis()).toNanos());
  }

  private static Map<String, Object> expected(ParityRequest request, Framework framework) {
    Map<String, Object> fields = request.expected();
    KnownDifferences.ALL.stream()
        .filter(difference -> difference.concerns(framework, request))
        .forEach(difference -> difference.applyTo(fields));
    return fields;
  }

  @ParameterizedTest
  @EnumSource
  void server_recordsNothingElse(Framework framework) {
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
  @EnumSource
  void resource_differsInNameAndInstanceOnly(Framework framework) {
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

  private static Outcome outcome(ParityRequest request, Framework framework) {
    return Objects.requireNonNull(
        Objects.requireNonNull(OUTCOMES.get(framework)).get(request), request.name());
  }

  private static Stream<SpanData> spans(Framework framework) {
    return spans.stream().filter(span -> Trace.service(span).equals(framework.service()));
  }

  /** By the user agent, or by the connection when there is none. */
  private static boolean isOf(SpanData span, ParityRequest request, Outcome outcome) {
    Object userAgent = span.attributes().get("user_agent.original");
    return userAgent == null
        ? Long.valueOf(outcome.port()).equals(span.attributes().get("network.peer.port"))
        : userAgent.equals(request.userAgent());
  }
}
