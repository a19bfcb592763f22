package dev.skein.testkit;

import dev.skein.Context;
import dev.skein.ContextStorage;
import dev.skein.EndingSpan;
import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanHook;
import dev.skein.export.ExportResult;
import dev.skein.export.Health;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanData;
import dev.skein.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps spans in memory, for tests that run in the application's process. Thread-safe.
 *
 * <p>It reads the very bytes that would have left the process, and it is told of every span that
 * starts: a trace is complete as soon as the last of its open spans has ended and was exported.
 * {@link #skein()} makes a {@link Skein} that records here and that is flushed before every wait:
 *
 * <pre>{@code
 * TraceRecorder recorder = TraceRecorder.create();
 * try (Skein skein = recorder.skein()) {
 *   skein.tracer().startSpan("work").end();
 *   Trace trace = recorder.awaitTrace();
 * }
 * }</pre>
 *
 * <p>In an application that makes its Skein itself, give the recorder to it as its exporter and as
 * a hook, and the Skein to {@link #flushes}. A span belongs to the test that has started it: one
 * that was open at a {@link #reset} is left out when it arrives.
 */
public final class TraceRecorder extends TraceStore implements SpanExporter, SpanHook {
  /** How long the checks wait for spans to end and for scopes to be closed. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(5);

  private final SpanTracker tracker = new SpanTracker();
  private final List<Source> sources = new CopyOnWriteArrayList<>();
  private final List<WatchedStorage> storages = new CopyOnWriteArrayList<>();
  private volatile boolean wholeStacks;

  private TraceRecorder() {}

  /** A recorder without spans. */
  public static TraceRecorder create() {
    return new TraceRecorder();
  }

  /** A Skein for a service called {@code test} that records everything here. */
  public Skein skein() {
    return skein("test");
  }

  /** A Skein for a service that records everything here. */
  public Skein skein(String serviceName) {
    return skein(serviceName, builder -> builder);
  }

  /**
   * A Skein that records here. Neither the environment nor system properties have a say in it.
   *
   * @param customizer changes what needs changing; an exporter or a {@link #watch storage} set by
   *     it takes this one's place
   */
  public Skein skein(String serviceName, UnaryOperator<SkeinBuilder> customizer) {
    SkeinOptions options =
        SkeinOptions.builder().serviceName(serviceName).exportDelay(Duration.ofMillis(10)).build();
    SkeinBuilder builder =
        Skein.builder()
            .options(options)
            .exporter(this)
            .contextStorage(watch(ContextStorage.threadLocal()));
    return flushes(customizer.apply(builder).hook(this).build());
  }

  /** Has a Skein that exports here flushed before every wait and every reset. */
  public Skein flushes(Skein skein) {
    Objects.requireNonNull(skein, "skein");
    if (sources.stream().noneMatch(source -> source.skein() == skein)) {
      sources.add(new Source(skein));
    }
    return skein;
  }

  /**
   * A storage that tells {@link TraceCheck#SCOPES} which scopes are open, for a Skein whose current
   * context does not live in threads.
   */
  public ContextStorage watch(ContextStorage storage) {
    WatchedStorage watched =
        new WatchedStorage(
            Objects.requireNonNull(storage, "storage"), () -> wholeStacks, () -> change(() -> {}));
    storages.add(watched);
    return watched;
  }

  /**
   * Whether failures show the whole stack of the call that started a span or opened a scope, not
   * only its first frame. Off by default: it costs some dozens of microseconds per span.
   */
  public TraceRecorder captureStacks(boolean capture) {
    wholeStacks = capture;
    return this;
  }

  /** Waits for the only trace to be complete. */
  public Trace awaitTrace() {
    return awaitTrace(DEFAULT_TIMEOUT);
  }

  /**
   * Waits until every span that was started has ended, for the only trace there is then.
   *
   * @throws AssertionError when spans stay open or none starts, and when there are several traces
   */
  public Trace awaitTrace(Duration timeout) {
    List<Trace> traces = awaitTraces(timeout);
    if (traces.size() != 1) {
      throw new AssertionError("expected one trace, found " + traces.size() + "\n" + text(null));
    }
    return traces.get(0);
  }

  /** Waits for all traces to be complete. */
  public List<Trace> awaitTraces() {
    return awaitTraces(DEFAULT_TIMEOUT);
  }

  /**
   * Waits until there is a trace and every span that was started has ended.
   *
   * @return all traces since the last {@link #reset}, in the order of arrival
   * @throws AssertionError when spans stay open, and when none starts
   */
  public List<Trace> awaitTraces(Duration timeout) {
    return await(
        () -> {
          List<Trace> traces = traces();
          return isComplete(null) ? some(traces) : null;
        },
        "all spans to end",
        null,
        timeout);
  }

  /** Waits for a trace to be complete. */
  public Trace awaitTrace(String traceId) {
    return awaitTrace(traceId, DEFAULT_TIMEOUT);
  }

  /**
   * Waits until every span of a trace that was started here has ended. What starts only later
   * belongs to a later snapshot.
   *
   * @throws AssertionError when one stays open or none starts, with those that are open
   */
  public Trace awaitTrace(String traceId, Duration timeout) {
    return await(
        () -> {
          boolean started = !trace(traceId).spans().isEmpty();
          return (started && isComplete(traceId)) ? trace(traceId) : null;
        },
        "the spans of trace " + traceId + " to end",
        traceId,
        timeout);
  }

  /** Waits for the only trace with a span of a name to be complete. */
  public Trace awaitTraceOf(String spanName) {
    return awaitTraceOf(spanName, DEFAULT_TIMEOUT);
  }

  /**
   * Waits for a span of a name, and until every span of its trace has ended.
   *
   * @throws AssertionError when they do not, and when there are several such traces
   */
  public Trace awaitTraceOf(String spanName, Duration timeout) {
    List<Trace> found =
        await(
            () -> {
              List<Trace> traces =
                  traces().stream()
                      .filter(trace -> trace.spans().stream().anyMatch(is(spanName)))
                      .toList();
              boolean complete = traces.stream().allMatch(trace -> isComplete(trace.traceId()));
              return complete ? some(traces) : null;
            },
            "a trace with a span named " + spanName,
            null,
            timeout);
    if (found.size() != 1) {
      throw new AssertionError(
          "expected one trace with a span named "
              + spanName
              + ", found "
              + found.size()
              + "\n"
              + text(null));
    }
    return found.get(0);
  }

  private static @Nullable List<Trace> some(List<Trace> traces) {
    return traces.isEmpty() ? null : traces;
  }

  private static Predicate<SpanData> is(String name) {
    return span -> span.name().equals(name);
  }

  private boolean isComplete(@Nullable String traceId) {
    if (tracker.hasUnknown()) {
      throw new IllegalStateException(
          "spans arrive from a Skein that does not say when it starts one:"
              + " give it this recorder as a hook, too");
    }
    return tracker.isQuiet(traceId);
  }

  /** Fails unless everything is as {@link TraceCheck} wants it. */
  public void verify() {
    verify(TraceCheck.all());
  }

  /** The same for some checks; waits for 5 seconds at most. */
  public void verify(Set<TraceCheck> checks) {
    verify(checks, PATIENCE);
  }

  /**
   * Fails unless everything since the last {@link #reset} is as some checks want it.
   *
   * @param patience how long to wait for spans to end and for scopes to be closed; the moment they
   *     are, the wait is over
   * @throws AssertionError with everything that is wrong, and the traces
   */
  public void verify(Set<TraceCheck> checks, Duration patience) {
    Boolean unused =
        awaitOrNull(() -> isOver(checks) ? Boolean.TRUE : null, "the test's end", patience);
    List<String> problems = read(() -> new Verification(this, checks).problems());
    if (!problems.isEmpty()) {
      throw new AssertionError(Verification.message(problems, text(null)));
    }
  }

  /** Whether nothing can change any more about what the checks look at. */
  private boolean isOver(Set<TraceCheck> checks) {
    return !tracker.isOnItsWay()
        && (!checks.contains(TraceCheck.OPEN_SPANS) || tracker.isQuiet(null))
        && (!checks.contains(TraceCheck.SCOPES) || openScopes().isEmpty());
  }

  List<WatchedStorage.OpenScope> openScopes() {
    return storages.stream().flatMap(storage -> storage.open().stream()).toList();
  }

  SpanTracker tracker() {
    return tracker;
  }

  List<Source> sources() {
    return sources;
  }

  /** Forgets what has arrived, what is on its way, and what is open. */
  @Override
  public void reset() {
    flush();
    super.reset();
  }

  @Override
  void forget() {
    tracker.reset();
    storages.forEach(WatchedStorage::reset);
    sources.forEach(Source::reset);
  }

  /**
   * Brings what has ended. What has ended and is nowhere afterwards was dropped: the counts of all
   * Skeins agree with what is known here, so nothing can be between its end and the buffers.
   */
  @Override
  void flush() {
    sources.forEach(source -> source.skein().flush(FLUSH_TIMEOUT));
    long changes = read(tracker::changes);
    long live = 0;
    long pending = 0;
    for (Source source : sources) {
      Health health = source.skein().health();
      live += health.live();
      pending += health.pending();
    }
    long stillLive = live;
    boolean nonePending = pending == 0;
    change(
        () -> {
          if (nonePending && stillLive == tracker.openCount() && changes == tracker.changes()) {
            tracker.settled();
          }
        });
  }

  @Override
  boolean isOnItsWay() {
    return tracker.isOnItsWay();
  }

  @Override
  boolean accept(SpanData span) {
    return tracker.arrived(span);
  }

  @Override
  Map<String, StartedSpan> missing(@Nullable String traceId) {
    Map<String, StartedSpan> missing = new LinkedHashMap<>();
    tracker.open(traceId).forEach(span -> missing.put(span.span().spanId(), span));
    return missing;
  }

  @Override
  String serviceName() {
    return sources.size() == 1 ? sources.get(0).skein().options().serviceName() : "";
  }

  @Override
  public void onStart(Span span, Context parent) {
    StartedSpan started =
        new StartedSpan(span, parent.spanContext(), Instant.now(), Origin.here(wholeStacks));
    change(() -> tracker.started(started));
  }

  @Override
  public void onEnding(EndingSpan span) {
    SpanKey key = SpanKey.of(span.spanContext());
    change(() -> tracker.ended(key));
  }

  @Override
  public void onEndedAgain(Span span) {
    Origin origin = Origin.here(wholeStacks);
    change(() -> tracker.endedAgain(span, origin));
  }

  @Override
  public CompletableFuture<ExportResult> export(SpanBatch batch) {
    try {
      add(OtlpReader.read(batch));
      return CompletableFuture.completedFuture(ExportResult.success());
    } catch (MalformedOtlpException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public String description() {
    return "test recorder";
  }

  @Override
  public void close() {}
}
