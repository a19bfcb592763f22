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
 * that {@code wrap} refuses a null, which would otherwise be a task that nobody runs.
 *
 * <p>Elsewhere null is survived: a name becomes {@value #NO_NAME}, a kind {@link
 * SpanKind#INTERNAL}, a parent {@link Context#root()}, attributes none.
 *
 * <p>Starting a span does not make it current: {@link Span#makeCurrent} or {@link #attach} does.
 */
public final class Tracer {
  static final String NO_NAME = "<null>";

  private final SpanRecorder recorder;
  private final Sampler sampler;

  /** Null when the pool makes the ids. */
  private final @Nullable IdGenerator ids;

  /** Whether a span with a parent is sampled if and only if its parent is. */
  private final boolean followsParent;

  private final boolean samplesRoots;

  /** Whether the sampler runs no code of the application. */
  private final boolean ownSampler;

  private final AtomicBoolean off;
  private final RateLimitedLog log;

  /** Null when there is none. */
  private final @Nullable SampledLimit sampledLimit;

  Tracer(
      SpanRecorder recorder,
      Sampler sampler,
      IdGenerator ids,
      AtomicBoolean off,
      @Nullable SampledLimit sampledLimit,
      RateLimitedLog log) {
    this.recorder = recorder;
    this.sampler = sampler;
    this.ids = ids instanceof SpanPool ? null : ids;
    this.followsParent = sampler instanceof Samplers.ParentBased;
    this.samplesRoots = Samplers.samplesRoots(sampler);
    this.ownSampler = Samplers.isOwn(sampler);
    this.off = off;
    this.sampledLimit = sampledLimit;
    this.log = log;
  }

  /** Prepares a span whose parent is the current one at the time of starting. */
  public SpanBuilder spanBuilder(@Nullable String name) {
    return new SpanBuilder(this, name);
  }

  /** Starts an internal span as a child of the current one. */
  public Span startSpan(@Nullable String name) {
    return startSpan(name, SpanKind.INTERNAL, currentContext());
  }

  /** Starts a span as a child of the span in a context; as a root when there is none. */
  public Span startSpan(@Nullable String name, @Nullable SpanKind kind, @Nullable Context parent) {
    return startSpan(name, kind, parent, AttributeView.empty());
  }

  /**
   * Starts a span with attributes, which sampler and hooks see already.
   *
   * @param attributes asked by samplers that want to know, and applied when the span is recorded
   */
  public Span startSpan(
      @Nullable String name,
      @Nullable SpanKind kind,
      @Nullable Context parent,
      @Nullable AttributeView attributes) {
    return startSpan(name, kind, parent, attributes, null, 0);
  }

  /**
   * Starts a span of something that began a while ago by the monotonic clock, before it was known
   * what to call it.
   *
   * @param elapsedNanos how long ago, in nanoseconds; zero or less for now
   */
  public Span startSpan(
      @Nullable String name,
      @Nullable SpanKind kind,
      @Nullable Context parent,
      @Nullable AttributeView attributes,
      long elapsedNanos) {
    return startSpan(name, kind, parent, attributes, null, Math.max(0, elapsedNanos));
  }

  Span startSpan(
      @Nullable String name,
      @Nullable SpanKind kind,
      @Nullable Context parentContext,
      @Nullable AttributeView attributes,
      @Nullable Instant startTimestamp,
      long elapsedNanos) {
    Context context = parentContext == null ? Context.root() : parentContext;
    SpanContext parent = context.spanContext();
    try {
      if (!off.get() && recorder.callbacks().mayStart()) {
        return start(
            name == null ? NO_NAME : name,
            kind == null ? SpanKind.INTERNAL : kind,
            context,
            attributes == null ? AttributeView.empty() : attributes,
            startTimestamp,
            elapsedNanos);
      }
      if (!off.get()) {
        log.warn("A hook or a sampler starts spans without end; the last one is not recorded");
      }
    } catch (Throwable e) {
      log.warn("Starting a span threw " + e.getClass().getName() + "; it is not recorded");
    }
    return NonRecordingSpan.of(parent, recorder);
  }

  /** The decision comes first wherever it can: a span that is not sampled touches nothing. */
  private Span start(
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
    boolean root = !parent.isValid();
    boolean undecided = root || parent.isDeferred();
    boolean known = undecided ? samplesRoots : followsParent;
    SamplingResult sampling = SamplingResult.sample();
    if (!root) {
      if (!known) {
        long high = parent.traceIdHigh();
        sampling = sample(parent, high, parent.traceIdLow(), name, kind, attributes);
      } else if (!undecided && !parent.isSampled()) {
        sampling = SamplingResult.drop();
      }
      if (!sampling.sampled()) {
        return unsampled(parent, sampling);
      }
    }
    SpanBody body = recorder.pool().take(root);
    RecordingSpan span = null;
    try {
      identify(body, parent, root);
      if (root && !known) {
        long high = body.traceIdHigh;
        sampling = sample(parent, high, body.traceIdLow, name, kind, attributes);
      }
      Trace trace = trace(parent, sampling);
      if (!sampling.sampled()) {
        return new NonRecordingSpan(trace, body.traceIdHigh, body.traceIdLow, body.spanId);
      }
      span = new RecordingSpan(trace, parent, name, kind, startTimestamp, elapsedNanos, body);
    } finally {
      if (span == null) {
        recorder.pool().giveBackUnused(body);
      }
    }
    apply(attributes, span);
    sampling.attributes().applyTo(span);
    span.publish();
    recorder.started(span, parentContext);
    return span;
  }

  private void identify(SpanBody body, SpanContext parent, boolean root) {
    if (!root) {
      body.traceIdHigh = parent.traceIdHigh();
      body.traceIdLow = parent.traceIdLow();
    } else if (ids != null) {
      body.traceIdHigh = ids.nextLong();
      body.traceIdLow = nonZeroId(ids);
    }
    if (ids != null) {
      body.spanId = nonZeroId(ids);
    }
  }

  private Trace trace(SpanContext parent, SamplingResult sampling) {
    int flags = parent.isValid() ? parent.trace().flags : SpanContext.RANDOM_FLAG;
    flags &= ~(SpanContext.SAMPLED_FLAG | SpanContext.DEFERRED_FLAG);
    if (sampling.sampled()) {
      flags |= SpanContext.SAMPLED_FLAG;
    }
    TraceState state = sampling.traceState();
    return recorder.trace(
        parent.trace(), (byte) flags, state == null ? parent.traceState() : state);
  }

  /**
   * What stands for a span that nobody records: its local parent, if nothing tells them apart, else
   * an id of its own.
   */
  private Span unsampled(SpanContext parent, SamplingResult sampling) {
    Trace trace = trace(parent, sampling);
    if (trace == parent.trace() && parent instanceof NonRecordingSpan span) {
      return span;
    }
    long id = ids == null ? recorder.pool().nextId() : nonZeroId(ids);
    return new NonRecordingSpan(trace, parent.traceIdHigh(), parent.traceIdLow(), id);
  }

  /**
   * A context in which nothing is recorded, whatever the sampler is: the trace of a context, or a
   * new one, as one that nobody samples. For a request that is left out, so that what it calls is
   * left out with it.
   *
   * @param context null for {@link Context#root()}
   * @return a context with the same baggage, whose span passes the trace on
   */
  public Context suppress(@Nullable Context context) {
    return suppressed(context == null ? Context.root() : context);
  }

  private Context suppressed(Context context) {
    SpanContext parent = context.spanContext();
    SpanPool pool = recorder.pool();
    boolean root = !parent.isValid();
    int flags = trace(parent, SamplingResult.drop()).flags & SpanContext.W3C_FLAGS;
    return context.with(
        new NonRecordingSpan(
            new Trace((byte) flags, parent.traceState(), false, true, recorder),
            root ? pool.nextId() : parent.traceIdHigh(),
            root ? pool.nextId() : parent.traceIdLow(),
            root ? pool.nextId() : parent.spanIdAsLong()));
  }

  /**
   * A caller's context as far as it is followed: no more than {@code inbound.sampled-per-second}
   * callers get their wish to be sampled. Above that the trace goes on as one that is not sampled,
   * here and in what is called, with its ids, {@code tracestate} and baggage; it is counted in
   * {@link dev.skein.export.Health#unfollowed()}. A sampler that does not ask the parent is not
   * affected.
   *
   * @param caller a context from a request that is about to be served
   * @return the context itself unless it is of a sampled trace too many
   */
  public Context limit(@Nullable Context caller) {
    SampledLimit limit = sampledLimit;
    if (caller == null) {
      return Context.root();
    }
    if (limit == null) {
      return caller;
    }
    SpanContext span = caller.spanContext();
    if (!span.isSampled() || !span.isRemote() || limit.permits(recorder.clock().nanoTime())) {
      return caller;
    }
    byte flags = (byte) (span.flags() & SpanContext.RANDOM_FLAG);
    return caller.with(
        SpanContext.remote(
            span.traceIdHigh(), span.traceIdLow(), span.spanIdAsLong(), flags, span.traceState()));
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
    int[] depth = null;
    try {
      depth = ownSampler ? null : recorder.callbacks().enter();
      return Objects.requireNonNull(
          sampler.sample(parent, traceIdHigh, traceIdLow, name, kind, attributes));
    } catch (Throwable e) {
      log.warn("The sampler threw " + e.getClass().getName() + "; the span is not sampled");
      return SamplingResult.drop();
    } finally {
      if (depth != null) {
        depth[0]--;
      }
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

  /** Makes a context current until the scope is closed; null changes nothing. */
  public Scope attach(@Nullable Context context) {
    return recorder.contexts().attach(context);
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
