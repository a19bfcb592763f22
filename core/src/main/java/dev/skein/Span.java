package dev.skein;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One operation in a trace. A span is its own {@link SpanContext}.
 *
 * <p>Thread-safe. No method blocks or throws, whatever it is given: null and unusable arguments are
 * ignored, and so are calls after {@link #end()}. A span that is not recorded accepts everything
 * and keeps nothing. Limits are those of {@link SkeinOptions}.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/api/#span">OpenTelemetry, trace API,
 *     Span</a>
 */
public abstract sealed class Span extends SpanContext permits RecordingSpan, NonRecordingSpan {
  Span(Trace trace, long traceIdHigh, long traceIdLow, long spanId) {
    super(trace, traceIdHigh, traceIdLow, spanId);
  }

  /** Whether the span keeps what it is told: it is sampled and has not ended. */
  public boolean isRecording() {
    return false;
  }

  /** The current name; empty when the span is not recorded. */
  public String name() {
    return "";
  }

  /** The kind; {@link SpanKind#INTERNAL} when the span is not recorded. */
  public SpanKind kind() {
    return SpanKind.INTERNAL;
  }

  /** Replaces the name. */
  public Span updateName(@Nullable String name) {
    return this;
  }

  /**
   * Sets an attribute. A value of the same name is overwritten, whatever its type; null is ignored;
   * lists are copied.
   */
  public <T> Span setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
    return this;
  }

  /** Sets a whole number without boxing it. */
  public Span setAttribute(@Nullable AttributeKey<Long> key, long value) {
    return this;
  }

  /** Sets a whole number without boxing it. */
  public final Span setAttribute(@Nullable AttributeKey<Long> key, int value) {
    return setAttribute(key, (long) value);
  }

  /** Sets a text. For a name used often, an {@link AttributeKey} in a constant is cheaper. */
  public final Span setAttribute(@Nullable String name, @Nullable String value) {
    return name != null && isRecording() ? setAttribute(AttributeKey.stringKey(name), value) : this;
  }

  /** Sets a whole number. */
  public final Span setAttribute(@Nullable String name, long value) {
    return name != null && isRecording() ? setAttribute(AttributeKey.longKey(name), value) : this;
  }

  /** Sets a floating point number. */
  public final Span setAttribute(@Nullable String name, double value) {
    return name != null && isRecording() ? setAttribute(AttributeKey.doubleKey(name), value) : this;
  }

  /** Sets a boolean. */
  public final Span setAttribute(@Nullable String name, boolean value) {
    return name != null && isRecording()
        ? setAttribute(AttributeKey.booleanKey(name), value)
        : this;
  }

  /** Adds an event that happens now. */
  public final Span addEvent(@Nullable String name) {
    return addEvent(name, Attributes.empty());
  }

  /** Adds an event with attributes that happens now. */
  public final Span addEvent(@Nullable String name, @Nullable Attributes attributes) {
    return addEvent(name, attributes, null);
  }

  /** Adds an event with attributes that happened at a point in time; null means now. */
  public Span addEvent(
      @Nullable String name, @Nullable Attributes attributes, @Nullable Instant timestamp) {
    return this;
  }

  /** Links to another span. */
  public final Span addLink(@Nullable SpanContext linked) {
    return addLink(linked, Attributes.empty());
  }

  /**
   * Links to another span. A link to an invalid context is kept only when it has attributes or a
   * {@code tracestate}.
   */
  public Span addLink(@Nullable SpanContext linked, @Nullable Attributes attributes) {
    return this;
  }

  /** Sets the status; see {@link StatusCode} for which one wins. */
  public final Span setStatus(@Nullable StatusCode code) {
    return setStatus(code, null);
  }

  /** Sets the status with a description, which is kept for {@link StatusCode#ERROR} only. */
  public Span setStatus(@Nullable StatusCode code, @Nullable String description) {
    return this;
  }

  /**
   * Adds an {@code exception} event with type, message and stack trace. Does not change the status.
   */
  public final Span recordException(@Nullable Throwable exception) {
    return recordException(exception, Attributes.empty());
  }

  /** Adds an {@code exception} event; attributes given here win over those of the exception. */
  public Span recordException(@Nullable Throwable exception, @Nullable Attributes attributes) {
    return this;
  }

  /** Ends the span now and hands it to the exporter. Only the first call counts. */
  public final void end() {
    end(null);
  }

  /** Ends the span at a point in time, not before its start; null means now. */
  public void end(@Nullable Instant timestamp) {}

  /**
   * Makes this span the current one until the scope is closed; the baggage stays. Neither starts
   * nor ends the span.
   *
   * @return a scope to be closed on the same thread; one that does nothing when the span was not
   *     started by a tracer
   */
  public abstract Scope makeCurrent();
}
