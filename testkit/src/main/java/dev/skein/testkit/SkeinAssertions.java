package dev.skein.testkit;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;

/** Where assertions on traces begin; meant to be imported beside AssertJ's own. */
public final class SkeinAssertions {
  private SkeinAssertions() {}

  /** Assertions on a trace. */
  public static TraceAssert assertThat(Trace trace) {
    return new TraceAssert(trace);
  }

  /** Assertions on a span; {@link TraceAssert#span(String)} gives better failure messages. */
  public static SpanAssert assertThat(SpanData span) {
    return new SpanAssert(span, null);
  }

  /** A span of any kind with exactly these below it, for {@link TraceAssert#hasTree}. */
  public static SpanTree span(String name, SpanTree... children) {
    return SpanTree.of(null, name, children);
  }

  /** A span of a kind with exactly these below it, for {@link TraceAssert#hasTree}. */
  public static SpanTree span(SpanKind kind, String name, SpanTree... children) {
    return SpanTree.of(kind, name, children);
  }
}
