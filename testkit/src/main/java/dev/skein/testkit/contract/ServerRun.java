package dev.skein.testkit.contract;

import dev.skein.export.SpanData;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Everything that was sent to one server that has been stopped since, what it answered, and the
 * spans that it recorded. Nothing can come later.
 */
record ServerRun(Map<ServerCase, ServerOutcome> outcomes, List<SpanData> spans) {
  private static final int CLIENTS = 8;
  private static final Duration LAST_SPAN = Duration.ofSeconds(5);

  /** How a server is started. */
  interface Starter {
    ContractSubject start(ContractSetup setup) throws Exception;
  }

  /** Starts a server, sends all requests, and stops it. */
  static ServerRun of(Fault fault, Starter starter, List<ServerConnection> connections)
      throws Exception {
    return of(fault, starter, connections, LAST_SPAN);
  }

  /**
   * Starts a server, sends all requests, and stops it.
   *
   * @param lastSpan how long spans are awaited before that
   */
  static ServerRun of(
      Fault fault, Starter starter, List<ServerConnection> connections, Duration lastSpan)
      throws Exception {
    try (ContractSetup setup = ContractSetup.open(fault)) {
      Map<ServerCase, ServerOutcome> outcomes;
      try (ContractSubject subject = starter.start(setup)) {
        outcomes = send(connections, subject.port());
        // requests that their client has left are not over yet
        setup.awaitSpans(expectedSpans(fault, outcomes), lastSpan);
      }
      setup.finish();
      return new ServerRun(outcomes, setup.spans());
    }
  }

  private static int expectedSpans(Fault fault, Map<ServerCase, ServerOutcome> outcomes) {
    if (fault == Fault.THROWING_SAMPLER || fault == Fault.THROWING_EXPORTER) {
      return 0;
    }
    return outcomes.keySet().stream()
        .map(ServerCase::expected)
        .mapToInt(fields -> fields.get(Fields.SPANS) instanceof Integer count ? count : 0)
        .sum();
  }

  private static Map<ServerCase, ServerOutcome> send(List<ServerConnection> connections, int port)
      throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Map<ServerCase, ServerOutcome>>> sending = new ArrayList<>();
      for (ServerConnection connection : connections) {
        sending.add(clients.submit(() -> send(connection, port)));
      }
      Map<ServerCase, ServerOutcome> outcomes = new HashMap<>();
      for (Future<Map<ServerCase, ServerOutcome>> sent : sending) {
        outcomes.putAll(sent.get());
      }
      return outcomes;
    } finally {
      clients.shutdownNow();
    }
  }

  private static Map<ServerCase, ServerOutcome> send(ServerConnection connection, int port) {
    try {
      return connection.send(port);
    } catch (IOException | RuntimeException e) {
      Map<ServerCase, ServerOutcome> outcomes = new HashMap<>();
      connection.cases().forEach(one -> outcomes.put(one, ServerOutcome.failed(port, e)));
      return outcomes;
    }
  }

  /** What was found of a case. */
  Map<String, Object> actual(ServerCase request) {
    return request.actual(outcome(request), spansOf(request));
  }

  ServerOutcome outcome(ServerCase request) {
    return Objects.requireNonNull(outcomes.get(request), request::name);
  }

  /** The spans of a case. */
  List<SpanData> spansOf(ServerCase request) {
    return spans.stream().filter(span -> isOf(span, request)).toList();
  }

  /** The spans that are of none of the requests. */
  List<SpanData> others() {
    return spans.stream()
        .filter(span -> outcomes.keySet().stream().noneMatch(request -> isOf(span, request)))
        .toList();
  }

  /** By the user agent, or by the connection when there is none. */
  private boolean isOf(SpanData span, ServerCase request) {
    Object userAgent = span.attributes().get("user_agent.original");
    return userAgent == null
        ? Long.valueOf(outcome(request).clientPort())
            .equals(span.attributes().get("network.peer.port"))
        : userAgent.equals(request.userAgent());
  }
}
