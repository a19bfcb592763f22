package dev.skein.testkit.contract;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The requests that took every hop, many at once, what they saw, and the spans that were recorded
 * by the time the subject was stopped. Nothing can come later.
 */
record ContextRun(Map<ContextHop, Map<Request, HopResult>> results, List<SpanData> spans) {
  /** How many requests take a hop. */
  static final int REQUESTS = 64;

  /** One of so many requests is of a trace that is not sampled. */
  private static final int UNSAMPLED_EVERY = 8;

  private static final int THREADS = 16;

  /** How a subject is started. */
  interface Starter {
    ContextSubject start(ContractSetup setup) throws Exception;
  }

  /** A request with a trace and a baggage of its own. */
  record Request(String traceId, String parentSpanId, boolean sampled, String customer) {
    static Request of(ContextHop hop, int number) {
      return new Request(
          String.format("c0e7e87c%08x%016x", hop.name().hashCode(), number + 1),
          String.format("00f067aa%08x", number + 1),
          number % UNSAMPLED_EVERY != 0,
          hop.name() + "-" + number);
    }

    Map<String, String> headers() {
      return Map.of(
          "traceparent",
          "00-" + traceId + "-" + parentSpanId + (sampled ? "-01" : "-00"),
          "baggage",
          "customer=" + customer);
    }
  }

  /** Starts a subject, sends all requests, and stops it. */
  static ContextRun of(Starter starter) throws Exception {
    try (ContractSetup setup = ContractSetup.open(Fault.NONE)) {
      Map<ContextHop, Map<Request, HopResult>> results = new LinkedHashMap<>();
      try (ContextSubject subject = starter.start(setup)) {
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        try {
          for (ContextHop hop : ContextHop.ALL) {
            results.put(hop, send(hop, subject, setup.inThisJvm(), callers));
          }
        } finally {
          callers.shutdownNow();
        }
      }
      setup.finish();
      return new ContextRun(results, setup.spans());
    }
  }

  private static Map<Request, HopResult> send(
      ContextHop hop, ContextSubject subject, @Nullable Skein skein, ExecutorService callers)
      throws Exception {
    Map<Request, Future<HopResult>> sent = new LinkedHashMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      Request request = Request.of(hop, i);
      sent.put(request, callers.submit(() -> run(hop, request, subject, skein)));
    }
    Map<Request, HopResult> results = new LinkedHashMap<>();
    for (Map.Entry<Request, Future<HopResult>> one : sent.entrySet()) {
      try {
        results.put(one.getKey(), one.getValue().get());
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
    return results;
  }

  private static HopResult run(
      ContextHop hop, Request request, ContextSubject subject, @Nullable Skein skein)
      throws Exception {
    if (skein == null) {
      return subject.run(hop.name(), request.headers());
    }
    Context remote = ClientRun.remote(skein, request.headers());
    Span span = skein.tracer().startSpan("request", SpanKind.SERVER, remote);
    try (Scope scope = skein.attach(remote.with(span))) {
      return subject.run(hop.name(), request.headers());
    } finally {
      span.end();
    }
  }

  /** What was found of a hop, with all sampled requests as one. */
  Map<String, Object> actual(ContextHop hop) {
    return actual(hop, true);
  }

  /** What was found of a hop, with all requests that are not sampled as one. */
  Map<String, Object> unsampled(ContextHop hop) {
    return actual(hop, false);
  }

  private Map<String, Object> actual(ContextHop hop, boolean sampled) {
    Map<String, List<SpanData>> byTrace = new HashMap<>();
    spans.forEach(
        span -> byTrace.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span));
    List<Map<String, Object>> each = new ArrayList<>();
    Objects.requireNonNull(results.get(hop))
        .forEach(
            (request, result) -> {
              if (request.sampled() == sampled) {
                List<SpanData> found = byTrace.getOrDefault(request.traceId(), List.of());
                each.add(ContextFields.of(hop, request, result, found));
              }
            });
    return ContextFields.summary(each);
  }

  /** How many spans were recorded of the requests that are not sampled. */
  int unsampledSpans(ContextHop hop) {
    Set<String> unsampled =
        Objects.requireNonNull(results.get(hop)).keySet().stream()
            .filter(request -> !request.sampled())
            .map(Request::traceId)
            .collect(Collectors.toSet());
    return (int) spans.stream().filter(span -> unsampled.contains(span.traceId())).count();
  }

  /** The spans that are of none of the requests. */
  List<SpanData> others() {
    Set<String> known =
        results.values().stream()
            .flatMap(requests -> requests.keySet().stream())
            .map(Request::traceId)
            .collect(Collectors.toSet());
    return spans.stream().filter(span -> !known.contains(span.traceId())).toList();
  }
}
