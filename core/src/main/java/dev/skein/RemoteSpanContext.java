package dev.skein;

/** The context of a span in another process. */
final class RemoteSpanContext extends SpanContext {
  RemoteSpanContext(
      long traceIdHigh, long traceIdLow, long spanId, byte flags, TraceState traceState) {
    super(traceIdHigh, traceIdLow, spanId, flags, traceState);
  }

  @Override
  public boolean isRemote() {
    return true;
  }
}
