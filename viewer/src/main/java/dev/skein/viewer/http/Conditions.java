package dev.skein.viewer.http;

import dev.skein.viewer.store.AttributeTerm;
import dev.skein.viewer.store.TraceId;
import dev.skein.viewer.store.TraceQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers what a query asks for, from its parameters and the text of the search box. */
final class Conditions {
  /** Conditions that one span can meet in one way only, so that they may come once. */
  private static final Set<String> FIELDS = Set.of("service", "operation", "caller", "status");

  private final Map<String, String> fields = new HashMap<>();
  private final List<AttributeTerm> attributes = new ArrayList<>();
  private @Nullable String text;
  private TraceQuery.@Nullable Status status;
  private @Nullable TraceId trace;
  private final Range duration = new Range();
  private final Range total = new Range();
  private long from;
  private long to = Long.MAX_VALUE;
  private long before = Long.MAX_VALUE;

  static boolean isField(String name) {
    return FIELDS.contains(name);
  }

  void field(String name, String value) throws HttpProblem {
    if (fields.putIfAbsent(name, value) != null) {
      throw HttpProblem.badRequest("\"" + name + "\" is there twice, and one span has only one");
    }
    if (name.equals("status")) {
      status =
          switch (value) {
            case "error" -> TraceQuery.Status.ERROR;
            case "ok" -> TraceQuery.Status.OK;
            default ->
                throw HttpProblem.badRequest(
                    "the status is error or ok, but found \"" + value + '"');
          };
    }
  }

  void text(String part) throws HttpProblem {
    if (text != null) {
      throw HttpProblem.badRequest("a part of a span's name is asked for twice");
    }
    text = part;
  }

  void attribute(String name, @Nullable String value) {
    attributes.add(new AttributeTerm(name, value));
  }

  void trace(String id) throws HttpProblem {
    if (trace != null) {
      throw HttpProblem.badRequest("one trace id at most");
    }
    try {
      trace = TraceId.parse(id);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest(String.valueOf(e.getMessage()));
    }
  }

  static boolean isRange(String name) {
    return name.equals("duration") || name.equals("total");
  }

  /** That a span, or with "total" the trace, took at least that long. */
  void atLeast(String name, long nanos) {
    Range range = range(name);
    range.min = Math.max(range.min, nanos);
  }

  /** That a span, or with "total" the trace, took at most that long. */
  void atMost(String name, long nanos) {
    Range range = range(name);
    range.max = Math.min(range.max, nanos);
  }

  private Range range(String name) {
    return name.equals("total") ? total : duration;
  }

  void from(long epochNanos) {
    from = epochNanos;
  }

  void to(long epochNanos) {
    to = epochNanos;
  }

  /** Where the page before ended. */
  void before(long sequence) {
    before = sequence;
  }

  /** The only trace that is asked for; null for any. */
  @Nullable TraceId trace() {
    return trace;
  }

  TraceQuery toQuery() {
    TraceQuery.Builder query =
        TraceQuery.builder()
            .from(from)
            .to(to)
            .service(fields.get("service"))
            .caller(fields.get("caller"))
            .operation(fields.get("operation"))
            .text(text)
            .status(status)
            .minDuration(duration.min)
            .maxDuration(duration.max)
            .minTotal(total.min)
            .maxTotal(total.max)
            .before(before);
    attributes.forEach(query::attribute);
    return query.build();
  }

  private static final class Range {
    long min;
    long max = Long.MAX_VALUE;
  }
}
