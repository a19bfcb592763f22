package dev.skein;

import dev.skein.internal.Nullable;

/**
 * What the spans of one trace have in common within one process. Spans share it, so that each of
 * them carries one reference instead of five fields; without a {@code tracestate} all traces share
 * a handful of these.
 */
final class Trace {
  private static final int COMBINATIONS = SpanContext.KNOWN_FLAGS + 1;
  private static final Trace[] REMOTE = new Trace[COMBINATIONS];
  private static final Trace[] UNOWNED = new Trace[COMBINATIONS];

  static {
    for (byte flags = 0; flags < COMBINATIONS; flags++) {
      REMOTE[flags] = new Trace(flags, TraceState.empty(), true, false, null);
      UNOWNED[flags] = new Trace(flags, TraceState.empty(), false, false, null);
    }
  }

  /** Sampled and random, as W3C numbers them, and what other formats know. */
  final byte flags;

  final TraceState state;

  /** Whether the span lives in another process. */
  final boolean remote;

  /** Whether nothing is recorded below this span, whatever samplers would say. */
  final boolean suppressed;

  /** Who starts and ends the spans; null for a span that no tracer of this process started. */
  final @Nullable SpanRecorder recorder;

  Trace(
      byte flags,
      TraceState state,
      boolean remote,
      boolean suppressed,
      @Nullable SpanRecorder recorder) {
    this.flags = flags;
    this.state = state;
    this.remote = remote;
    this.suppressed = suppressed;
    this.recorder = recorder;
  }

  /** The trace of a span of another process. */
  static Trace remote(int flags, TraceState state) {
    int known = flags & SpanContext.KNOWN_FLAGS;
    return state.isEmpty() ? REMOTE[known] : new Trace((byte) known, state, true, false, null);
  }

  /** The same trace for a local span that belongs to nobody. */
  Trace unowned() {
    return state.isEmpty() ? UNOWNED[flags] : new Trace(flags, state, false, suppressed, null);
  }
}
