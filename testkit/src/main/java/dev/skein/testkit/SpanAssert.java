package dev.skein.testkit;

import dev.skein.AttributeKey;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on one span. A failure prints the span, and the tree it is in where that is known.
 *
 * <p>Attribute values are what {@link SpanData} says; an {@code Integer} may be given for a {@code
 * Long}.
 */
public final class SpanAssert extends AbstractAssert<SpanAssert, SpanData> {
  private final @Nullable Trace trace;

  SpanAssert(@Nullable SpanData actual, @Nullable Trace trace) {
    super(actual, SpanAssert.class);
    this.trace = trace;
  }

  /** Fails unless the span has this name. */
  public SpanAssert hasName(String name) {
    isNotNull();
    return check("name", name, actual.name());
  }

  /** Fails unless the span is of this kind. */
  public SpanAssert hasKind(SpanKind kind) {
    isNotNull();
    return check("kind", kind, actual.kind());
  }

  /** Fails unless the span was recorded by this service. */
  public SpanAssert hasService(String name) {
    isNotNull();
    return check("service", name, Trace.service(actual));
  }

  /** Fails unless the span is in this trace. */
  public SpanAssert hasTraceId(String traceId) {
    isNotNull();
    return check("trace id", traceId, actual.traceId());
  }

  /** Fails unless the span is a child of another. */
  public SpanAssert hasParent(SpanData parent) {
    isNotNull();
    check("trace id", parent.traceId(), actual.traceId());
    return check("parent span id", parent.spanId(), actual.parentSpanId());
  }

  /** Fails unless the span is a child of the only span with this name in the same trace. */
  public SpanAssert hasParent(String name) {
    isNotNull();
    return hasParent(trace().find(name));
  }

  /** Fails unless the span is a root. */
  public SpanAssert hasNoParent() {
    isNotNull();
    return check("parent span id", "", actual.parentSpanId());
  }

  /** Assertions on the only child with this name. */
  public SpanAssert child(String name) {
    return child("named " + name, span -> span.name().equals(name));
  }

  /** Assertions on the only child of this kind with this name. */
  public SpanAssert child(SpanKind kind, String name) {
    return child(
        "named " + name + " of kind " + kind,
        span -> span.kind() == kind && span.name().equals(name));
  }

  private SpanAssert child(String description, Predicate<SpanData> condition) {
    isNotNull();
    List<SpanData> found = trace().children(actual).stream().filter(condition).toList();
    if (found.size() != 1) {
      fail("expected one child " + description + ", found " + found.size());
    }
    return new SpanAssert(found.get(0), trace);
  }

  /** Assertions on the parent; fails when it is not here. */
  public SpanAssert parent() {
    isNotNull();
    SpanData parent = trace().parent(actual).orElse(null);
    if (parent == null) {
      fail("expected a parent");
    }
    return new SpanAssert(parent, trace);
  }

  /** Fails unless the children have exactly these names, in any order. */
  public SpanAssert hasChildren(String... names) {
    isNotNull();
    List<String> expected = Arrays.stream(names).sorted().toList();
    List<String> found = trace().children(actual).stream().map(SpanData::name).sorted().toList();
    return check("children", expected, found);
  }

  /** Fails if the span has a child. */
  public SpanAssert hasNoChildren() {
    return hasChildren();
  }

  private Trace trace() {
    return Objects.requireNonNull(trace, "no trace to look in");
  }

  /** Fails unless the span has this status. */
  public SpanAssert hasStatus(StatusCode code) {
    isNotNull();
    return check("status", code, actual.statusCode());
  }

  /** Fails unless the span has this status with this description. */
  public SpanAssert hasStatus(StatusCode code, String description) {
    hasStatus(code);
    return check("status description", description, actual.statusMessage());
  }

  /** Fails unless the span has an attribute of this name, whatever its value. */
  public SpanAssert hasAttribute(String name) {
    isNotNull();
    return actual.attributes().containsKey(name) ? this : fail("expected an attribute " + name);
  }

  /** Fails unless the span has this attribute. */
  public SpanAssert hasAttribute(String name, Object value) {
    isNotNull();
    Object found = actual.attributes().get(name);
    return same(value, found) ? this : unequal("attribute " + name, value, found);
  }

  /** Fails unless the span has this attribute. */
  public <T> SpanAssert hasAttribute(AttributeKey<T> key, T value) {
    return hasAttribute(key.name(), value);
  }

  /** Fails unless the span has these attributes; it may have others. */
  public SpanAssert hasAttributes(Map<String, ?> attributes) {
    attributes.forEach(this::hasAttribute);
    return this;
  }

  /** Fails unless the span has these attributes and no others. */
  public SpanAssert hasExactlyAttributes(Map<String, ?> attributes) {
    isNotNull();
    Map<String, Object> found = new TreeMap<>(actual.attributes());
    Map<String, Object> expected = new TreeMap<>(attributes);
    Map<String, Object> missing = new TreeMap<>(expected);
    Map<String, Object> surplus = new TreeMap<>(found);
    expected.forEach(
        (name, value) -> {
          if (same(value, found.get(name))) {
            missing.remove(name);
            surplus.remove(name);
          }
        });
    if (missing.isEmpty() && surplus.isEmpty()) {
      return this;
    }
    return fail("expected attributes not found: " + missing + ", found instead: " + surplus);
  }

  /** Fails if the span has an attribute of this name. */
  public SpanAssert doesNotHaveAttribute(String name) {
    isNotNull();
    return actual.attributes().containsKey(name) ? fail("expected no attribute " + name) : this;
  }

  /** Fails unless the span has an event of this name. */
  public SpanAssert hasEvent(String name) {
    isNotNull();
    return actual.events().stream().anyMatch(event -> event.name().equals(name))
        ? this
        : fail("expected an event " + name);
  }

  /** Fails if the span has an event. */
  public SpanAssert hasNoEvents() {
    isNotNull();
    return actual.events().isEmpty() ? this : fail("expected no event");
  }

  private SpanAssert check(String what, Object expected, Object found) {
    return expected.equals(found) ? this : unequal(what, expected, found);
  }

  private SpanAssert unequal(String what, Object expected, @Nullable Object found) {
    return fail("expected " + what + " to be <" + expected + ">, but was <" + found + ">");
  }

  private SpanAssert fail(String message) {
    String tree = trace == null ? "" : "\nin " + trace;
    throw failure("%s", message + ", of\n" + TraceText.of(actual) + tree);
  }

  static boolean same(Object expected, @Nullable Object found) {
    if (expected instanceof byte[] bytes) {
      return found instanceof byte[] others && Arrays.equals(bytes, others);
    }
    Object wide = expected instanceof Integer number ? Long.valueOf(number) : expected;
    return wide.equals(found);
  }
}
