package dev.skein;

import org.jspecify.annotations.Nullable;

/**
 * A span that is about to be encoded, as a {@link SpanHook} sees it: everything can be read, and
 * name and attributes changed. Valid only during the call, on that thread; never throws.
 */
public final class EndingSpan {
  private final RecordingSpan span;
  private boolean dropped;

  EndingSpan(RecordingSpan span) {
    this.span = span;
  }

  /** The ids. */
  public SpanContext spanContext() {
    return span;
  }

  /** The id of the parent as a number; zero for a root. */
  public long parentSpanIdAsLong() {
    return span.parentSpanId();
  }

  /** The name. */
  public String name() {
    return span.name();
  }

  /** The kind. */
  public SpanKind kind() {
    return span.kind();
  }

  /** The status. */
  public StatusCode statusCode() {
    return span.statusCode();
  }

  /** The time from start to end, in nanoseconds. */
  public long durationNanos() {
    return span.durationNanos();
  }

  /** The value of an attribute of that name and type; null when there is none. */
  public <T> @Nullable T attribute(@Nullable AttributeKey<T> key) {
    return span.attribute(key);
  }

  /** All attributes, as they are now; a copy. */
  public Attributes attributes() {
    return span.attributes();
  }

  /** Replaces the name; null is ignored. */
  public EndingSpan updateName(@Nullable String name) {
    span.updateNameWhileEnding(name);
    return this;
  }

  /** Sets an attribute; null is ignored. */
  public <T> EndingSpan setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
    span.setAttributeWhileEnding(key, value);
    return this;
  }

  /** Removes the attribute of that name; null is ignored. */
  public EndingSpan removeAttribute(@Nullable String name) {
    span.removeAttributeWhileEnding(name);
    return this;
  }

  /** Keeps this span from being exported. It is counted as dropped by a hook. */
  public void drop() {
    dropped = true;
  }

  boolean isDropped() {
    return dropped;
  }
}
