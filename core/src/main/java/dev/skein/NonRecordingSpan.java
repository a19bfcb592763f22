package dev.skein;

import dev.skein.internal.Nullable;

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
  public Scope makeCurrent() {
    SpanRecorder recorder = trace().recorder;
    return recorder == null ? Scope.noop() : recorder.makeCurrent(this);
  }
}
