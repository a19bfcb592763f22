package dev.skein;

import dev.skein.internal.RateLimitedLog;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Starts spans and knows the current one. Thread-safe; never throws into the application, except
 * for a null where a name, a kind, a task or a context has to be.
 *
 * <p>Starting a span does not make it current: {@link Span#makeCurrent} or {@link #attach} does.
 */
public final class Tracer {
  private final SpanRecorder recorder;
  private final Sampler sampler;

  /** Null when the pool makes the ids. */
  private final @Nullable IdGenerator ids;

  /** Whether a span with a parent is sampled if and only if its parent is. */
  private final boolean followsParent;

  private final boolean samplesRoots;
  private final AtomicBoolean off;
  private final RateLimitedLog log;

  Tracer(
      SpanRecorder recorder,
      Sampler sampler,
      IdGenerator ids,
      AtomicBoolean off,
      RateLimitedLog log) {
    this.recorder = recorder;
    this.sampler = sampler;
    this.ids = ids instanceof StripedRandom ? null : ids;
    this.followsParent = sampler instanceof Samplers.ParentBased;
    this.samplesRoots = Samplers.samplesRoots(sampler);
    this.off = off;
    this.log = log;
  }

  /** Prepares a span whose parent is the current one at the time of starting. */
  public SpanBuilder spanBuilder(String name) {
    return new SpanBuilder(this, Objects.requireNonNull(name, "name"));
  }

  /** Starts an internal span as a child of the current one. */
  public Span startSpan(String name) {
    return startSpan(name, SpanKind.INTERNAL, currentContext());
  }

  /** Starts a span as a child of the span in a context; as a root when there is none. */
  public Span startSpan(String name, SpanKind kind, Context parent) {
    return startSpan(name, kind, parent, AttributeView.empty());
  }

  /**
   * Starts a span with attributes, which sampler and hooks see already.
   *
   * @param attributes asked by samplers that want to know, and applied when the span is recorded
   */
  public Span startSpan(String name, SpanKind kind, Context parent, AttributeView attributes) {
    return startSpan(name, kind, parent, attributes, null, 0);
  }

  /**
   * Starts a span of something that began a while ago by the monotonic clock, before it was known
   * what to call it.
   *
   * @param elapsedNanos how long ago, in nanoseconds; zero or less for now
   */
  public Span startSpan(
      String name, SpanKind kind, Context parent, AttributeView attributes, long elapsedNanos) {
    return startSpan(name, kind, parent, attributes, null, Math.max(0, elapsedNanos));
  }

  Span startSpan(
      String name,
      SpanKind kind,
      Context parentContext,
      AttributeView attributes,
      @Nullable Instant startTimestamp,
      long elapsedNanos) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    SpanContext parent = parentContext.spanContext();
    try {
      if (!off.get()) {
        return parent.isValid()
            ? startChild(name, kind, parentContext, attributes, startTimestamp, elapsedNanos)
            : startRoot(name, kind, parentContext, attributes, startTimestamp, elapsedNanos);
      }
    } catch (Throwable e) {
      log.warn("Starting a span threw " + e.getClass().getName() + "; it is not recorded");
    }
    return NonRecordingSpan.of(parent, recorder);
  }

  private Span startChild(
      String name,
      SpanKind kind,
      Context parentContext,
      AttributeView attributes,
      @Nullable Instant startTimestamp,
      long elapsedNanos) {
    SpanContext parent = parentContext.spanContext();
    if (parent.trace().suppressed) {
      return parentContext.span();
    }
    if (followsParent && !parent.isSampled()) {
      return unsampled(parent, parent.traceState());
    }
    long high = parent.traceIdHigh();
    long low = parent.traceIdLow();
    SamplingResult sampling =
        followsParent ? SamplingResult.sample() : sample(parent, high, low, name, kind, attributes);
    if (!sampling.sampled()) {
      return unsampled(parent, traceState(sampling, parent));
    }
    SpanBody body = recorder.pool().take(false, true);
    boolean made = false;
    try {
      if (ids != null) {
        body.spanId = nonZeroId(ids);
      }
      byte flags = (byte) (parent.flags() | SpanContext.SAMPLED_FLAG);
      Trace trace = recorder.trace(parent.trace(), flags, traceState(sampling, parent));
      RecordingSpan span =
          new RecordingSpan(
              trace, high, low, parent, name, kind, startTimestamp, elapsedNanos, body);
      made = true;
      return complete(span, parentContext, attributes, sampling);
    } finally {
      if (!made) {
        recorder.failed();
      }
    }
  }

  private Span startRoot(
      String name,
      SpanKind kind,
      Context parentContext,
      AttributeView attributes,
      @Nullable Instant startTimestamp,
      long elapsedNanos) {
    SpanContext none = SpanContext.invalid();
    SpanBody body = recorder.pool().take(true, samplesRoots);
    boolean made = !samplesRoots;
    try {
      if (ids != null) {
        body.traceIdHigh = ids.nextLong();
        body.traceIdLow = nonZeroId(ids);
        body.spanId = nonZeroId(ids);
      }
      long high = body.traceIdHigh;
      long low = body.traceIdLow;
      SamplingResult sampling =
          samplesRoots ? SamplingResult.sample() : sample(none, high, low, name, kind, attributes);
      TraceState state = traceState(sampling, none);
      if (!sampling.sampled()) {
        Trace trace = recorder.trace(none.trace(), SpanContext.RANDOM_FLAG, state);
        Span span = new NonRecordingSpan(trace, high, low, body.spanId);
        recorder.pool().giveBack(body);
        return span;
      }
      Trace trace = recorder.trace(none.trace(), SpanContext.KNOWN_FLAGS, state);
      RecordingSpan span =
          new RecordingSpan(trace, high, low, none, name, kind, startTimestamp, elapsedNanos, body);
      if (!samplesRoots) {
        recorder.pool().countStarted();
      }
      made = true;
      return complete(span, parentContext, attributes, sampling);
    } finally {
      if (!made) {
        recorder.failed();
      }
    }
  }

  private Span complete(
      RecordingSpan span, Context parent, AttributeView attributes, SamplingResult sampling) {
    apply(attributes, span);
    sampling.attributes().applyTo(span);
    span.publish();
    recorder.started(span, parent);
    return span;
  }

  /**
   * What stands for a span that nobody records: its local parent, if nothing tells them apart, else
   * an id of its own.
   */
  private Span unsampled(SpanContext parent, TraceState state) {
    byte flags = (byte) (parent.flags() & ~SpanContext.SAMPLED_FLAG);
    Trace trace = recorder.trace(parent.trace(), flags, state);
    if (trace == parent.trace() && parent instanceof NonRecordingSpan span) {
      return span;
    }
    long id = ids == null ? recorder.pool().nextId() : nonZeroId(ids);
    return new NonRecordingSpan(trace, parent.traceIdHigh(), parent.traceIdLow(), id);
  }

  private static TraceState traceState(SamplingResult sampling, SpanContext parent) {
    TraceState state = sampling.traceState();
    return state == null ? parent.traceState() : state;
  }

  /**
   * A context in which nothing is recorded, whatever the sampler is: the trace of a context, or a
   * new one, as one that nobody samples. For a request that is left out, so that what it calls is
   * left out with it.
   *
   * @return a context with the same baggage, whose span passes the trace on
   */
  public Context suppress(Context context) {
    SpanContext parent = context.spanContext();
    int flags = parent.isValid() ? parent.flags() : SpanContext.RANDOM_FLAG;
    Trace trace =
        new Trace(
            (byte) (flags & ~SpanContext.SAMPLED_FLAG), parent.traceState(), false, true, recorder);
    if (parent.isValid()) {
      return context.with(
          new NonRecordingSpan(
              trace, parent.traceIdHigh(), parent.traceIdLow(), parent.spanIdAsLong()));
    }
    SpanPool pool = recorder.pool();
    return context.with(new NonRecordingSpan(trace, pool.nextId(), pool.nextId(), pool.nextId()));
  }

  private void apply(AttributeView attributes, Span span) {
    try {
      attributes.applyTo(span);
    } catch (Throwable e) {
      log.warn("Setting a span's first attributes threw " + e.getClass().getName());
    }
  }

  private SamplingResult sample(
      SpanContext parent,
      long traceIdHigh,
      long traceIdLow,
      String name,
      SpanKind kind,
      AttributeView attributes) {
    try {
      return Objects.requireNonNull(
          sampler.sample(parent, traceIdHigh, traceIdLow, name, kind, attributes));
    } catch (Throwable e) {
      log.warn("The sampler threw " + e.getClass().getName() + "; the span is not sampled");
      return SamplingResult.drop();
    }
  }

  private static long nonZeroId(IdGenerator ids) {
    long id = ids.nextLong();
    if (id == 0) {
      id = ids.nextLong();
    }
    return id == 0 ? 1 : id; // a generator that only knows zero is broken, but keeps nobody waiting
  }

  /** The current span; one that records nothing when there is none. */
  public Span currentSpan() {
    return currentContext().span();
  }

  /** The current context; {@link Context#root()} when there is none. */
  public Context currentContext() {
    return recorder.contexts().current();
  }

  /** Makes a context current until the scope is closed. */
  public Scope attach(Context context) {
    return recorder.contexts().attach(Objects.requireNonNull(context, "context"));
  }

  /** A task that runs in the context that is current now, on whatever thread. */
  public Runnable wrap(Runnable task) {
    Objects.requireNonNull(task, "task");
    Context captured = currentContext();
    return () -> {
      try (Scope scope = attach(captured)) {
        task.run();
      }
    };
  }

  /** A task that runs in the context that is current now, on whatever thread. */
  public <T> Callable<T> wrap(Callable<T> task) {
    Objects.requireNonNull(task, "task");
    Context captured = currentContext();
    return () -> {
      try (Scope scope = attach(captured)) {
        return task.call();
      }
    };
  }

  /** An executor that runs every task in the context that was current when it was handed in. */
  public Executor wrap(Executor executor) {
    Objects.requireNonNull(executor, "executor");
    return task -> executor.execute(wrap(task));
  }
}
