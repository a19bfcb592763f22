package dev.skein.testkit;

import dev.skein.export.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The spans that have arrived, and ways to wait for those that have not. Thread-safe. Everything is
 * kept until {@link #reset}.
 *
 * <p>Waiting ends the moment the awaited spans are there: nothing is polled. A wait that ends
 * without them throws an {@link AssertionError} that says what was there instead. A condition that
 * throws an {@code AssertionError} is not satisfied yet, so a condition may look for spans that are
 * still missing, or assert; it must not wait itself.
 */
public abstract sealed class TraceStore permits TraceRecorder, OtlpReceiver {
  /** How long the methods without a timeout wait. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** How long a wait lasts at most while something is known to be on its way. */
  private static final long ON_ITS_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<SpanData> spans = new ArrayList<>();
  private final Map<String, List<SpanData>> byTrace = new LinkedHashMap<>();

  TraceStore() {}

  /** The spans that have arrived since the last {@link #reset}, in the order of arrival. */
  public final List<SpanData> spans() {
    lock.lock();
    try {
      return List.copyOf(spans);
    } finally {
      lock.unlock();
    }
  }

  /** The traces that have arrived since the last {@link #reset}, in the order of arrival. */
  public final List<Trace> traces() {
    lock.lock();
    try {
      return byTrace.entrySet().stream().map(e -> Trace.of(e.getKey(), e.getValue())).toList();
    } finally {
      lock.unlock();
    }
  }

  /** What has arrived of a trace; without spans when nothing has. */
  public final Trace trace(String traceId) {
    lock.lock();
    try {
      return Trace.of(traceId, byTrace.getOrDefault(traceId, List.of()));
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what has arrived. */
  public void reset() {
    lock.lock();
    try {
      spans.clear();
      byTrace.clear();
      forget();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a number of spans, of whatever traces. */
  public final List<SpanData> awaitSpans(int count) {
    return awaitSpans(count, DEFAULT_TIMEOUT);
  }

  /**
   * Waits for at least a number of spans, of whatever traces.
   *
   * @return all that have arrived
   * @throws AssertionError when they are not there in time
   */
  public final List<SpanData> awaitSpans(int count, Duration timeout) {
    return await(
        () -> spans.size() >= count ? List.copyOf(spans) : null, count + " spans", null, timeout);
  }

  /** Waits for a trace of at least a number of spans to be {@link Trace#isComplete complete}. */
  public final Trace awaitTrace(String traceId, int spans) {
    return awaitTrace(traceId, spans, DEFAULT_TIMEOUT);
  }

  /**
   * Waits for a trace of at least a number of spans to be {@link Trace#isComplete complete}.
   *
   * @throws AssertionError when it is not so in time
   */
  public final Trace awaitTrace(String traceId, int spans, Duration timeout) {
    return awaitTrace(
        traceId,
        trace -> trace.spans().size() >= spans && trace.isComplete(),
        "trace " + traceId + " to be complete, with at least " + spans + " spans",
        timeout);
  }

  /**
   * Waits for a trace to satisfy a condition.
   *
   * @throws AssertionError when it does not in time
   */
  public final Trace awaitTrace(
      String traceId, Predicate<? super Trace> condition, Duration timeout) {
    return awaitTrace(traceId, condition, "a condition on trace " + traceId, timeout);
  }

  /**
   * Waits for any trace to satisfy a condition.
   *
   * @return the one that arrived first among those that do
   * @throws AssertionError when none does in time
   */
  public final Trace awaitTrace(Predicate<? super Trace> condition, Duration timeout) {
    return await(
        () -> {
          for (Map.Entry<String, List<SpanData>> entry : byTrace.entrySet()) {
            Trace trace = Trace.of(entry.getKey(), entry.getValue());
            if (satisfies(trace, condition)) {
              return trace;
            }
          }
          return null;
        },
        "a trace that satisfies a condition",
        null,
        timeout);
  }

  private Trace awaitTrace(
      String traceId, Predicate<? super Trace> condition, String awaited, Duration timeout) {
    return await(
        () -> {
          Trace trace = Trace.of(traceId, byTrace.getOrDefault(traceId, List.of()));
          return satisfies(trace, condition) ? trace : null;
        },
        awaited,
        traceId,
        timeout);
  }

  /** Brings what is on its way, as far as that can be hastened. */
  void flush() {}

  /** Whether something is known to arrive soon, so that another flush will bring it. */
  boolean isOnItsWay() {
    return false;
  }

  /** Takes note of a span; whether it is to be kept. */
  boolean accept(SpanData span) {
    return true;
  }

  /** Forgets what {@link #accept} has taken note of. */
  void forget() {}

  /** What is known of spans that have not arrived, by span id, of a trace or of all. */
  Map<String, StartedSpan> missing(@Nullable String traceId) {
    return Map.of();
  }

  /** The service of spans that have not arrived; empty when it is not known. */
  String serviceName() {
    return "";
  }

  final void add(List<SpanData> arrivals) {
    change(
        () -> {
          for (SpanData span : arrivals) {
            if (accept(span)) {
              spans.add(span);
              byTrace.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
            }
          }
        });
  }

  /** Changes something that somebody may be waiting for. */
  final void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Reads what belongs together. */
  final <T extends @Nullable Object> T read(Supplier<T> reading) {
    lock.lock();
    try {
      return reading.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a result.
   *
   * @throws AssertionError when there is none in time
   */
  final <T> T await(
      Supplier<@Nullable T> attempt, String awaited, @Nullable String traceId, Duration timeout) {
    T result = awaitOrNull(attempt, awaited, timeout);
    if (result == null) {
      throw new AssertionError(
          "waited " + timeout.toMillis() + " ms for " + awaited + ", but had " + found(traceId));
    }
    return result;
  }

  /** Waits for a result; null when there is none in time. */
  final <T> @Nullable T awaitOrNull(
      Supplier<@Nullable T> attempt, String awaited, Duration timeout) {
    long deadline = System.nanoTime() + Objects.requireNonNull(timeout, "timeout").toNanos();
    while (true) {
      flush();
      lock.lock();
      try {
        T result = attempt.get();
        long left = deadline - System.nanoTime();
        if (result != null || left <= 0) {
          return result;
        }
        long unused = changed.awaitNanos(isOnItsWay() ? Math.min(left, ON_ITS_WAY_NANOS) : left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + awaited, e);
      } finally {
        lock.unlock();
      }
    }
  }

  private static boolean satisfies(Trace trace, Predicate<? super Trace> condition) {
    try {
      return condition.test(trace);
    } catch (AssertionError notYet) {
      return false;
    }
  }

  private String found(@Nullable String traceId) {
    return read(
        () -> {
          int count =
              traceId == null ? spans.size() : byTrace.getOrDefault(traceId, List.of()).size();
          String text = text(traceId);
          return count + " spans" + (text.isEmpty() ? "" : "\n" + text);
        });
  }

  /** All that is known of one trace, or of all with null, the spans that are open included. */
  final String text(@Nullable String traceId) {
    return read(
        () -> {
          Map<String, List<SpanData>> all = new LinkedHashMap<>();
          byTrace.forEach(
              (id, of) -> {
                if (traceId == null || traceId.equals(id)) {
                  all.put(id, new ArrayList<>(of));
                }
              });
          Map<String, StartedSpan> missing = missing(traceId);
          for (StartedSpan span : missing.values()) {
            all.computeIfAbsent(span.span().traceId(), id -> new ArrayList<>())
                .add(span.placeholder(serviceName()));
          }
          return all.entrySet().stream()
              .map(e -> TraceText.of(Trace.of(e.getKey(), e.getValue()), missing))
              .collect(Collectors.joining("\n"));
        });
  }
}
