package dev.skein.testkit;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The spans of one trace that have arrived, of whatever service, as a tree. Immutable and
 * thread-safe.
 *
 * <p>A snapshot: spans that arrive later are in a later snapshot. {@link #toString()} is the whole
 * tree, meant for failure messages.
 */
public final class Trace {
  private final String traceId;
  private final List<SpanData> spans;
  private final Map<String, SpanData> byId;
  private final Map<String, List<SpanData>> children;
  private final boolean repeated;

  private Trace(String traceId, List<SpanData> spans) {
    this.traceId = traceId;
    List<SpanData> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingLong(SpanData::startEpochNanos));
    this.spans = Collections.unmodifiableList(sorted);
    this.byId = new LinkedHashMap<>();
    this.children = new LinkedHashMap<>();
    boolean repeated = false;
    for (SpanData span : sorted) {
      repeated |= byId.putIfAbsent(span.spanId(), span) != null;
      if (!span.isRoot()) {
        children.computeIfAbsent(span.parentSpanId(), id -> new ArrayList<>()).add(span);
      }
    }
    this.repeated = repeated;
  }

  /**
   * A tree of spans.
   *
   * @throws IllegalArgumentException when a span belongs to another trace
   */
  public static Trace of(String traceId, List<SpanData> spans) {
    Objects.requireNonNull(traceId, "traceId");
    for (SpanData span : spans) {
      if (!span.traceId().equals(traceId)) {
        throw new IllegalArgumentException(
            "span " + span.spanId() + " is of trace " + span.traceId() + ", not " + traceId);
      }
    }
    return new Trace(traceId, spans);
  }

  /** The trace id, 32 lowercase hexadecimal digits. */
  public String traceId() {
    return traceId;
  }

  /** All spans, in the order of their starts. One that was delivered twice is in it twice. */
  public List<SpanData> spans() {
    return spans;
  }

  /**
   * Whether the tree is whole: exactly one span without a parent, every other span's parent here,
   * no span id twice. It cannot know of a span that is still missing and that no other span refers
   * to.
   */
  public boolean isComplete() {
    return roots().size() == 1 && orphans().isEmpty() && !repeated;
  }

  /**
   * The only span without a parent.
   *
   * @throws AssertionError when there is none, or more than one
   */
  public SpanData root() {
    List<SpanData> roots = roots();
    if (roots.size() != 1) {
      throw new AssertionError("expected one root span, found " + roots.size() + "\n" + this);
    }
    return roots.get(0);
  }

  /** The spans without a parent, in the order of their starts. */
  public List<SpanData> roots() {
    return all(SpanData::isRoot);
  }

  /** The spans whose parent is not here, in the order of their starts. */
  public List<SpanData> orphans() {
    return all(span -> !span.isRoot() && !byId.containsKey(span.parentSpanId()));
  }

  /** The parent of a span; empty for a root or when the parent is not here. */
  public Optional<SpanData> parent(SpanData span) {
    return span(span.parentSpanId());
  }

  /** The children of a span, in the order of their starts. */
  public List<SpanData> children(SpanData span) {
    return Collections.unmodifiableList(children.getOrDefault(span.spanId(), List.of()));
  }

  /** The span with an id of 16 hexadecimal digits. */
  public Optional<SpanData> span(String spanId) {
    return Optional.ofNullable(byId.get(spanId));
  }

  /**
   * The only span with a name.
   *
   * @throws AssertionError when there is none, or more than one
   */
  public SpanData find(String name) {
    return only("named " + name, span -> span.name().equals(name));
  }

  /**
   * The only span with a name and a kind.
   *
   * @throws AssertionError when there is none, or more than one
   */
  public SpanData find(String name, SpanKind kind) {
    return only(
        "named " + name + " of kind " + kind,
        span -> span.kind() == kind && span.name().equals(name));
  }

  /**
   * The only span of a service with a kind.
   *
   * @throws AssertionError when there is none, or more than one
   */
  public SpanData findIn(String service, SpanKind kind) {
    return only(
        "of service " + service + " of kind " + kind,
        span -> span.kind() == kind && service(span).equals(service));
  }

  /** The spans that satisfy a condition, in the order of their starts. */
  public List<SpanData> all(Predicate<? super SpanData> condition) {
    return spans.stream().filter(condition).toList();
  }

  /** The names of the services that took part, sorted. */
  public Set<String> services() {
    Set<String> services = new TreeSet<>();
    for (SpanData span : spans) {
      services.add(service(span));
    }
    return Collections.unmodifiableSet(services);
  }

  /** The {@code service.name} of a span's resource; empty when it has none. */
  public static String service(SpanData span) {
    return span.resource().get("service.name") instanceof String name ? name : "";
  }

  /** The tree, one line per span, indented below its parent. */
  @Override
  public String toString() {
    return TraceText.of(this);
  }

  /** What is wrong with the tree, in a few words; empty when it is complete. */
  String flaws() {
    List<String> flaws = new ArrayList<>();
    if (roots().size() != 1) {
      flaws.add(roots().size() + " roots");
    }
    if (!orphans().isEmpty()) {
      flaws.add(orphans().size() + " without their parent");
    }
    if (repeated) {
      Set<String> seen = new HashSet<>();
      flaws.add(all(span -> !seen.add(span.spanId())).size() + " repeated");
    }
    return String.join(", ", flaws);
  }

  private SpanData only(String description, Predicate<SpanData> condition) {
    List<SpanData> found = all(condition);
    if (found.size() != 1) {
      throw new AssertionError(
          "expected one span " + description + ", found " + found.size() + "\n" + this);
    }
    return found.get(0);
  }
}
