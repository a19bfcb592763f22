package dev.skein;

import dev.skein.export.DropReason;
import dev.skein.export.SpanPipeline;
import dev.skein.internal.RateLimitedLog;
import java.util.List;

/** What all spans of one {@link Skein} share: clock, limits, hooks, and where they go. */
final class SpanRecorder {
  private final Clock clock;
  private final SpanLimits limits;
  private final Contexts contexts;
  private final List<SpanHook> hooks;
  private final SpanPipeline pipeline;
  private final RateLimitedLog log;
  private final Callbacks callbacks;
  private final SpanPool pool = new SpanPool();

  /** The traces without a {@code tracestate}, by their flags. */
  private final Trace[] traces = new Trace[SpanContext.KNOWN_FLAGS + 1];

  SpanRecorder(
      Clock clock,
      SpanLimits limits,
      Contexts contexts,
      List<SpanHook> hooks,
      Callbacks callbacks,
      SpanPipeline pipeline,
      RateLimitedLog log) {
    this.clock = clock;
    this.limits = limits;
    this.contexts = contexts;
    this.hooks = List.copyOf(hooks);
    this.callbacks = callbacks;
    this.pipeline = pipeline;
    this.log = log;
    for (int flags = 0; flags < traces.length; flags++) {
      traces[flags] = new Trace((byte) flags, TraceState.empty(), false, false, this);
    }
    pipeline.countStarted(pool);
  }

  Clock clock() {
    return clock;
  }

  SpanLimits limits() {
    return limits;
  }

  Contexts contexts() {
    return contexts;
  }

  SpanPool pool() {
    return pool;
  }

  Callbacks callbacks() {
    return callbacks;
  }

  /** What a new span shares with its trace: with its parent, if nothing differs. */
  Trace trace(Trace parent, byte flags, TraceState state) {
    if (parent.recorder == this && parent.flags == flags && parent.state.equals(state)) {
      return parent;
    }
    return state.isEmpty() ? traces[flags] : new Trace(flags, state, false, false, this);
  }

  Scope makeCurrent(Span span) {
    return contexts.attach(contexts.current().with(span));
  }

  void started(RecordingSpan span, Context parent) {
    if (hooks.isEmpty()) {
      return;
    }
    int[] depth = callbacks.enter();
    try {
      for (int i = 0; i < hooks.size(); i++) {
        try {
          hooks.get(i).onStart(span, parent);
        } catch (Throwable e) {
          callbackFailed("A span hook's onStart", e);
        }
      }
    } finally {
      depth[0]--;
    }
  }

  /** A span that has ended was ended once more; a hook that does it again and again is left. */
  void endedAgain(RecordingSpan span) {
    if (hooks.isEmpty() || callbacks.isDeep()) {
      return;
    }
    int[] depth = callbacks.enter();
    try {
      for (int i = 0; i < hooks.size(); i++) {
        try {
          hooks.get(i).onEndedAgain(span);
        } catch (Throwable e) {
          callbackFailed("A span hook's onEndedAgain", e);
        }
      }
    } finally {
      depth[0]--;
    }
  }

  boolean hasHooks() {
    return !hooks.isEmpty();
  }

  /** Asks the hooks about a span that is ending; whether it is to be sent. */
  boolean isWanted(RecordingSpan span) {
    EndingSpan ending = new EndingSpan(span);
    int[] depth = callbacks.enter();
    try {
      for (int i = 0; i < hooks.size(); i++) {
        try {
          hooks.get(i).onEnding(ending);
        } catch (Throwable e) {
          callbackFailed("A span hook's onEnding", e);
        }
      }
    } finally {
      depth[0]--;
    }
    return !ending.isDropped();
  }

  /** A span has ended, and nobody can change it any more. */
  void ended(RecordingSpan span, boolean wanted) {
    if (wanted) {
      pipeline.append(span);
    } else {
      pipeline.spanDropped(DropReason.HOOK);
    }
  }

  /** Code of the application that we called has thrown; the application must not notice. */
  void callbackFailed(String what, Throwable e) {
    log.warn(what + " threw " + e.getClass().getName());
  }
}
