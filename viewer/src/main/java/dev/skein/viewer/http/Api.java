package dev.skein.viewer.http;

import dev.skein.viewer.analysis.Comparison;
import dev.skein.viewer.analysis.Dependencies;
import dev.skein.viewer.analysis.Operations;
import dev.skein.viewer.analysis.TraceAnalysis;
import dev.skein.viewer.analysis.TraceSummary;
import dev.skein.viewer.ingest.OtlpJson;
import dev.skein.viewer.store.TraceId;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What is asked of the store. Each method runs on a worker. */
final class Api {
  static final int MAX_LIMIT = 1_000;

  private static final int DEFAULT_LIMIT = 50;
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  private final TraceStore store;

  Api(TraceStore store) {
    this.store = store;
  }

  /** {@code GET /api/traces}. */
  Answer traces(Parameters parameters) throws HttpProblem {
    int limit = parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    Conditions conditions = parameters.search();
    conditions.before(parameters.before());
    long start = System.nanoTime();
    List<TraceSummary> found = new ArrayList<>();
    long[] last = new long[1];
    boolean[] more = new boolean[1];
    scan(
        conditions,
        trace -> {
          if (found.size() == limit) {
            more[0] = true;
            return false;
          }
          found.add(TraceSummary.of(trace));
          last[0] = trace.sequence();
          return true;
        });
    String next = more[0] ? Long.toString(last[0], Character.MAX_RADIX) : null;
    return Answer.json(new TracesJson(found, next, System.nanoTime() - start));
  }

  @SuppressWarnings("ReturnValueIgnored") // after a single one there are no more
  private void scan(Conditions conditions, Predicate<TraceView> visitor) {
    TraceId only = conditions.trace();
    if (only == null) {
      store.scan(conditions.toQuery(), visitor);
    } else {
      store.trace(only, conditions.toQuery()).ifPresent(visitor::test);
    }
  }

  /** {@code GET /api/traces/{id}}. */
  Answer trace(String id) throws HttpProblem {
    TraceView trace = find(Parameters.parseTraceId(id));
    return Answer.json(new TraceJson(TraceSummary.of(trace), TraceAnalysis.of(trace.spans())));
  }

  private TraceView find(TraceId id) throws HttpProblem {
    Optional<TraceView> trace = store.trace(id);
    if (trace.isEmpty()) {
      throw HttpProblem.notFound(
          "there is no trace " + id + ": it has not arrived, or has made room for others");
    }
    return trace.get();
  }

  /** {@code GET /api/traces/{id}/otlp}. */
  Answer otlp(String id, String accept) throws HttpProblem {
    TraceId traceId = Parameters.parseTraceId(id);
    TraceView trace = find(traceId);
    String name = "trace-" + traceId;
    if (AcceptHeader.of(accept).prefers(PROTOBUF, JSON)) {
      return new Answer(PROTOBUF, name + ".binpb", out -> out.write(trace.toOtlp()));
    }
    return new Answer(Json.TYPE, name + ".json", out -> OtlpJson.write(trace.spans(), out));
  }

  /** {@code GET /api/export}. */
  Answer export(Parameters parameters) throws HttpProblem {
    int limit = parameters.number("limit", MAX_LIMIT, 1, MAX_LIMIT);
    Conditions conditions = parameters.search();
    return new Answer(
        Json.TYPE,
        "traces.json",
        out -> {
          try (OtlpJson json = OtlpJson.open(out)) {
            int[] left = {limit};
            scan(
                conditions,
                trace -> {
                  add(json, trace);
                  return --left[0] > 0;
                });
          }
        });
  }

  private static void add(OtlpJson json, TraceView trace) {
    try {
      json.add(trace.spans());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code GET /api/services}. */
  Answer services() {
    return Answer.json(ServicesJson.of(store));
  }

  /** {@code GET /api/operations}. */
  Answer operations(Parameters parameters) throws HttpProblem {
    return Answer.json(
        new OperationsJson(
            Operations.of(store, parameters.text("service"), parameters.from(), parameters.to())));
  }

  /** {@code GET /api/dependencies}. */
  Answer dependencies(Parameters parameters) throws HttpProblem {
    return Answer.json(
        new DependenciesJson(Dependencies.of(store, parameters.from(), parameters.to())));
  }

  /** {@code GET /api/attributes}. */
  Answer attributes(Parameters parameters) {
    String prefix = parameters.text("prefix");
    return Answer.json(
        AttributeCompletion.of(store, parameters.text("name"), prefix == null ? "" : prefix));
  }

  /** {@code GET /api/compare}. */
  Answer compare(Parameters parameters) throws HttpProblem {
    TraceView left = find(parameters.traceId("left"));
    TraceView right = find(parameters.traceId("right"));
    return Answer.json(
        new ComparisonJson(
            TraceSummary.of(left),
            TraceSummary.of(right),
            Comparison.of(TraceAnalysis.of(left.spans()), TraceAnalysis.of(right.spans()))));
  }

  /** {@code DELETE /api/traces}. */
  Answer clear() {
    store.clear();
    return Answer.json(
        out -> {
          out.writeStartObject();
          out.writeEndObject();
        });
  }
}
