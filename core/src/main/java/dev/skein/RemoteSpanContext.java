package dev.skein;

/** The context of a span in another process. */
final class RemoteSpanContext extends SpanContext {
  RemoteSpanContext(Trace trace, long traceIdHigh, long traceIdLow, long spanId) {
    super(trace, traceIdHigh, traceIdLow, spanId);
  }
}
