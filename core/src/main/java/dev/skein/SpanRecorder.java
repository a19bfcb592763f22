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

  SpanRecorder(
      Clock clock,
      SpanLimits limits,
      Contexts contexts,
      List<SpanHook> hooks,
      SpanPipeline pipeline,
      RateLimitedLog log) {
    this.clock = clock;
    this.limits = limits;
    this.contexts = contexts;
    this.hooks = List.copyOf(hooks);
    this.pipeline = pipeline;
    this.log = log;
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

  void started(RecordingSpan span, Context parent) {
    pipeline.spanStarted();
    for (int i = 0; i < hooks.size(); i++) {
      try {
        hooks.get(i).onStart(span, parent);
      } catch (Throwable e) {
        callbackFailed("A span hook's onStart", e);
      }
    }
  }

  void ended(RecordingSpan span) {
    boolean dropped = !hooks.isEmpty() && droppedByHook(span);
    span.freeze();
    if (dropped) {
      pipeline.spanDropped(DropReason.HOOK);
    } else {
      pipeline.append(span);
    }
  }

  private boolean droppedByHook(RecordingSpan span) {
    EndingSpan ending = new EndingSpan(span);
    for (int i = 0; i < hooks.size(); i++) {
      try {
        hooks.get(i).onEnding(ending);
      } catch (Throwable e) {
        callbackFailed("A span hook's onEnding", e);
      }
    }
    return ending.isDropped();
  }

  /** Code of the application that we called has thrown; the application must not notice. */
  void callbackFailed(String what, Throwable e) {
    log.warn(what + " threw " + e.getClass().getName());
  }
}
