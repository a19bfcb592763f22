package dev.skein;

/**
 * Sees every recorded span at its start and at its end: to enrich, rename, redact or drop it.
 *
 * <p>Called on the application's threads, outside of any lock, in the order in which the hooks were
 * added; must be thread-safe and quick. What a hook throws is caught and counted in the log, once a
 * minute; the span and the other hooks go on.
 *
 * <p>A hook that starts spans is called for these, too; spans that are started while it is, are not
 * recorded, so that there is an end to it.
 */
public interface SpanHook {
  /** Called when a span has started, before anybody else has it. */
  default void onStart(Span span, Context parent) {}

  /**
   * Called when a span ends, before it is encoded. Only this thread can change the span now; other
   * threads see it as ended.
   */
  default void onEnding(EndingSpan span) {}

  /** Called when a span that has ended is ended once more, which changes nothing. */
  default void onEndedAgain(Span span) {}
}
