package dev.skein.testkit;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a {@link Trace}. Every failure prints the tree. */
public final class TraceAssert extends AbstractAssert<TraceAssert, Trace> {
  TraceAssert(@Nullable Trace actual) {
    super(actual, TraceAssert.class);
  }

  /** Fails unless the trace {@link Trace#isComplete() is complete}. */
  public TraceAssert isComplete() {
    isNotNull();
    if (!actual.isComplete()) {
      fail("expected a complete trace");
    }
    return this;
  }

  /** Fails unless the trace has exactly so many spans. */
  public TraceAssert hasSpans(int count) {
    isNotNull();
    if (actual.spans().size() != count) {
      fail("expected " + count + " spans");
    }
    return this;
  }

  /** Fails unless the spans have exactly these names, in any order. */
  public TraceAssert hasSpanNames(String... names) {
    isNotNull();
    List<String> expected = Arrays.stream(names).sorted().toList();
    List<String> found = actual.spans().stream().map(SpanData::name).sorted().toList();
    if (!found.equals(expected)) {
      fail("expected spans named " + expected + ", found " + found);
    }
    return this;
  }

  /** Fails unless exactly these services took part. */
  public TraceAssert hasServices(String... names) {
    isNotNull();
    if (!actual.services().equals(new TreeSet<>(Arrays.asList(names)))) {
      fail("expected the services " + Arrays.toString(names) + ", found " + actual.services());
    }
    return this;
  }

  /**
   * Fails unless the trace is exactly this tree. Its top may have a parent in another service that
   * is not recorded here.
   */
  public TraceAssert hasTree(SpanTree expected) {
    isNotNull();
    List<SpanData> tops = tops();
    String difference =
        tops.size() == 1
            ? expected.difference(tops.get(0), actual)
            : "found " + tops.size() + " spans without their parent";
    if (difference != null) {
      fail("expected the tree" + expected.text() + "\nbut " + difference);
    }
    return this;
  }

  /**
   * Assertions on the only span whose parent is not here: the root, or the first one of this
   * service in a trace that began elsewhere. Fails unless it has this name.
   */
  public SpanAssert root(String name) {
    isNotNull();
    List<SpanData> tops = tops();
    if (tops.size() != 1) {
      fail("expected one span without its parent, found " + tops.size());
    }
    return new SpanAssert(tops.get(0), actual).hasName(name);
  }

  private List<SpanData> tops() {
    return actual.all(span -> actual.parent(span).isEmpty());
  }

  /** Assertions on the only span without a parent. */
  public SpanAssert root() {
    isNotNull();
    return new SpanAssert(actual.root(), actual);
  }

  /** Assertions on the only span with a name. */
  public SpanAssert span(String name) {
    isNotNull();
    return new SpanAssert(actual.find(name), actual);
  }

  /** Assertions on the only span with a name and a kind. */
  public SpanAssert span(String name, SpanKind kind) {
    isNotNull();
    return new SpanAssert(actual.find(name, kind), actual);
  }

  private void fail(String message) {
    throw failure("%s", message + ", in\n" + actual);
  }
}
