package dev.skein;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A span of which only the context matters: unsampled, remote, or none at all. */
final class NonRecordingSpan extends Span {
  static final NonRecordingSpan INVALID =
      new NonRecordingSpan(Trace.remote(0, TraceState.empty()).unowned(), 0, 0, 0);

  NonRecordingSpan(Trace trace, long traceIdHigh, long traceIdLow, long spanId) {
    super(trace, traceIdHigh, traceIdLow, spanId);
  }

  /**
   * A span that stands for a context that is not a local span.
   *
   * @param recorder where it can be made current; null for nowhere
   */
  static Span of(SpanContext context, @Nullable SpanRecorder recorder) {
    if (!context.isValid()) {
      return INVALID;
    }
    Trace trace = context.trace();
    return new NonRecordingSpan(
        recorder == null ? trace.unowned() : recorder.trace(trace, trace.flags, trace.state),
        context.traceIdHigh(),
        context.traceIdLow(),
        context.spanIdAsLong());
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
    SpanRecorder recorder = trace().recorder;
    return recorder == null ? Scope.noop() : recorder.makeCurrent(this);
  }
}
