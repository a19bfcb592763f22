package dev.skein;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A span of which only the context matters: unsampled, remote, or none at all. */
final class NonRecordingSpan extends Span {
  static final NonRecordingSpan INVALID =
      new NonRecordingSpan(0, 0, 0, (byte) 0, TraceState.empty(), null);

  private final @Nullable Contexts contexts;

  NonRecordingSpan(
      long traceIdHigh,
      long traceIdLow,
      long spanId,
      byte flags,
      TraceState traceState,
      @Nullable Contexts contexts) {
    super(traceIdHigh, traceIdLow, spanId, flags, traceState);
    this.contexts = contexts;
  }

  /**
   * A span that stands for a context that is not a local span.
   *
   * @param contexts where it can be made current; null for nowhere
   */
  static Span of(SpanContext context, @Nullable Contexts contexts) {
    return context.isValid()
        ? new NonRecordingSpan(
            context.traceIdHigh(),
            context.traceIdLow(),
            context.spanIdAsLong(),
            context.flags(),
            context.traceState(),
            contexts)
        : INVALID;
  }

  @Override
  public boolean isRecording() {
    return false;
  }

  @Override
  public String name() {
    return "";
  }

  @Override
  public SpanKind kind() {
    return SpanKind.INTERNAL;
  }

  @Override
  public Span updateName(@Nullable String name) {
    return this;
  }

  @Override
  public <T> Span setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
    return this;
  }

  @Override
  public Span setAttribute(@Nullable AttributeKey<Long> key, long value) {
    return this;
  }

  @Override
  public Span setAttribute(@Nullable String name, @Nullable String value) {
    return this;
  }

  @Override
  public Span setAttribute(@Nullable String name, long value) {
    return this;
  }

  @Override
  public Span setAttribute(@Nullable String name, double value) {
    return this;
  }

  @Override
  public Span setAttribute(@Nullable String name, boolean value) {
    return this;
  }

  @Override
  public Span addEvent(@Nullable String name, @Nullable Attributes attributes) {
    return this;
  }

  @Override
  public Span addEvent(
      @Nullable String name, @Nullable Attributes attributes, @Nullable Instant timestamp) {
    return this;
  }

  @Override
  public Span addLink(@Nullable SpanContext linked, @Nullable Attributes attributes) {
    return this;
  }

  @Override
  public Span setStatus(@Nullable StatusCode code, @Nullable String description) {
    return this;
  }

  @Override
  public Span recordException(@Nullable Throwable exception, @Nullable Attributes attributes) {
    return this;
  }

  @Override
  public void end() {}

  @Override
  public void end(@Nullable Instant timestamp) {}

  @Override
  public Scope makeCurrent() {
    return contexts == null ? Scope.noop() : contexts.attach(contexts.current().with(this));
  }
}
