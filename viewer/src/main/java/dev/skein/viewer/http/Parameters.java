package dev.skein.viewer.http;

import dev.skein.viewer.store.TraceId;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of a request's query. */
final class Parameters {
  /** What traces are searched by. */
  static final Set<String> SEARCH =
      Set.of(
          "q",
          "service",
          "operation",
          "caller",
          "text",
          "status",
          "minDuration",
          "maxDuration",
          "minTotal",
          "maxTotal",
          "from",
          "to",
          "attribute");

  private final MultiMap values;
  private final long nowMillis;

  private Parameters(MultiMap values, long nowMillis) {
    this.values = values;
    this.nowMillis = nowMillis;
  }

  /** Refuses parameters that are not known: one misspelt would change what is found in silence. */
  static Parameters of(MultiMap values, Set<String> known, long nowMillis) throws HttpProblem {
    for (String name : values.names()) {
      if (!known.contains(name)) {
        throw HttpProblem.badRequest(
            "unknown parameter \"" + name + "\"; known here: " + new TreeSet<>(known));
      }
      if (!name.equals("attribute") && values.getAll(name).size() > 1) {
        throw HttpProblem.badRequest("the parameter \"" + name + "\" is there twice");
      }
    }
    return new Parameters(values, nowMillis);
  }

  /** The value of a parameter; null if it is not there or empty. */
  @Nullable String text(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** A whole number within bounds. */
  int number(String name, int absent, int min, int max) throws HttpProblem {
    String text = text(name);
    if (text == null) {
      return absent;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw HttpProblem.badRequest(
        name + ": expected a number from " + min + " to " + max + ", but found \"" + text + '"');
  }

  /** Where the page before ended. */
  long before() throws HttpProblem {
    String text = text("before");
    if (text == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(text, Character.MAX_RADIX);
    } catch (NumberFormatException e) {
      throw HttpProblem.badRequest("before: expected the \"next\" of an answer");
    }
  }

  /** The id of a trace. */
  TraceId traceId(String name) throws HttpProblem {
    String text = text(name);
    if (text == null) {
      throw HttpProblem.badRequest("the parameter \"" + name + "\" has to be a trace id");
    }
    return parseTraceId(text);
  }

  static TraceId parseTraceId(String text) throws HttpProblem {
    try {
      return TraceId.parse(text);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest(
          "expected a trace id of 32 or 16 hexadecimal digits, not zero; but found \""
              + text
              + '"');
    }
  }

  /** From when; 0 for ever. */
  long from() throws HttpProblem {
    return time("from", 0);
  }

  /** Until when; {@code Long.MAX_VALUE} for ever. */
  long to() throws HttpProblem {
    return time("to", Long.MAX_VALUE);
  }

  private long time(String name, long absent) throws HttpProblem {
    String text = text(name);
    if (text == null) {
      return absent;
    }
    try {
      return TimeText.epochNanos(text, nowMillis);
    } catch (HttpProblem problem) {
      throw named(name, problem);
    }
  }

  private static HttpProblem named(String name, HttpProblem problem) {
    return HttpProblem.badRequest(name + ": " + problem.text());
  }

  /** What is searched for. */
  Conditions search() throws HttpProblem {
    Conditions conditions = new Conditions();
    for (String name : List.of("service", "operation", "caller", "status")) {
      String value = text(name);
      if (value != null) {
        conditions.field(name, value);
      }
    }
    String part = text("text");
    if (part != null) {
      conditions.text(part);
    }
    for (String range : List.of("Duration", "Total")) {
      String name = range.toLowerCase(Locale.ROOT);
      String min = text("min" + range);
      if (min != null) {
        conditions.atLeast(name, duration("min" + range, min));
      }
      String max = text("max" + range);
      if (max != null) {
        conditions.atMost(name, duration("max" + range, max));
      }
    }
    conditions.from(from());
    conditions.to(to());
    for (String attribute : values.getAll("attribute")) {
      int equals = attribute.indexOf('=');
      if (attribute.isEmpty() || equals == 0) {
        throw HttpProblem.badRequest("attribute: expected NAME=VALUE or NAME");
      }
      conditions.attribute(
          equals < 0 ? attribute : attribute.substring(0, equals),
          equals < 0 ? null : attribute.substring(equals + 1));
    }
    String q = text("q");
    if (q != null) {
      SearchText.parse(q, conditions);
    }
    return conditions;
  }

  private static long duration(String name, String text) throws HttpProblem {
    try {
      return TimeText.durationNanos(text);
    } catch (HttpProblem problem) {
      throw named(name, problem);
    }
  }
}
