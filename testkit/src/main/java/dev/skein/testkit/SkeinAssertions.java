package dev.skein.testkit;

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
}
