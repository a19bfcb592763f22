package dev.skein.export;

import dev.skein.internal.Nullable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The attempts in flight, what has to be sent again, and when the next attempt may begin. Guarded
 * by the lock of {@link Delivery}.
 *
 * <p>Where an operation can fail half-way for lack of memory, what allocates comes first, so that
 * no span is lost or counted twice.
 */
final class Attempts {
  /** Tags and lengths around resource, scope and spans. A request of 1 MiB must not be longer. */
  private static final int HEADER_BYTES = 32;

  private final SpanPipelineConfig config;
  private final MemoryBudget budget;
  private final Settlement settlement;
  private final List<Attempt> inFlight = new ArrayList<>();
  private final ArrayDeque<SpanBatch> repeats = new ArrayDeque<>();
  final EndpointState endpoint;
  final Halving halving;
  final Pace pace;
  @Nullable String lastError;

  /** Whether what waits is on disk. */
  boolean spooling;

  /** Whether the endpoint ever took a batch. */
  boolean everTook;

  Attempts(SpanPipelineConfig config, MemoryBudget budget, Settlement settlement) {
    this.config = config;
    this.budget = budget;
    this.settlement = settlement;
    this.endpoint = new EndpointState(config.random);
    int around = config.resource.length + config.scope.length + HEADER_BYTES;
    this.halving = new Halving(Math.max(1, config.maxBatchBytes - around));
    this.pace = new Pace(config.random, config.nanoTime.getAsLong());
  }

  /** Whether one more may begin now. */
  boolean mayBegin(long now) {
    if (fuller(1)) {
      endpoint.impatient(now);
    }
    int permits = endpoint.permits(now, config.maxInFlight);
    if (permits > 0 && !endpoint.away() && held()) {
      permits = pace.waitNanos(now) == 0 || fuller(1) ? 1 : 0;
    }
    return inFlight.size() < permits;
  }

  /**
   * Whether a backlog is held back for the endpoint's sake. Not while somebody waits for it, nor
   * when the memory is almost full.
   */
  private boolean held() {
    return pace.recovering() && !settlement.urgent() && !fuller(3);
  }

  /**
   * Whether spans that wait take more than so many quarters of the memory: the next outage needs
   * it. They do not when they wait on disk.
   */
  private boolean fuller(int quarters) {
    return !spooling && 4 * budget.used() > quarters * budget.limit();
  }

  /** How long nothing can be sent, whatever waits. */
  long waitNanos(long now) {
    long wait = endpoint.waitNanos(now);
    return wait == 0 && held() && !fuller(1) ? pace.waitNanos(now) : wait;
  }

  /** The batch to send before all others; null when nothing has to be repeated. */
  @Nullable
  SpanBatch peekRepeat() {
    return repeats.peekFirst();
  }

  /** Begins an attempt, which the caller has to make. */
  Attempt begin(SpanBatch batch, long now) {
    Attempt attempt =
        new Attempt(batch, now + config.exportTimeout.toNanos(), endpoint.generation());
    pace.sent(now, batch.spanBytes());
    inFlight.add(attempt);
    return attempt;
  }

  /** The attempts whose time is over, for the caller to complete and cancel. */
  List<Attempt> overdue(long now) {
    List<Attempt> late = new ArrayList<>(0);
    for (Attempt attempt : inFlight) {
      if (attempt.result() == null && attempt.deadline - now <= 0) {
        late.add(attempt);
      }
    }
    return late;
  }

  /** The time until the first of them has a result or is overdue. */
  long restNanos(long now) {
    long rest = Long.MAX_VALUE;
    for (Attempt attempt : inFlight) {
      rest = Math.min(rest, attempt.result() != null ? 0 : attempt.deadline - now);
    }
    return rest;
  }

  /** Books every attempt that has a result; whether there was one. */
  boolean settle(long now) {
    boolean any = false;
    for (Iterator<Attempt> it = inFlight.iterator(); it.hasNext(); ) {
      Attempt attempt = it.next();
      ExportResult result = attempt.result();
      if (result != null) {
        if (result.message() != null) {
          lastError = result.message();
        }
        settle(attempt, result, now, it);
        any = true;
      }
    }
    return any;
  }

  private void settle(Attempt attempt, ExportResult result, long now, Iterator<Attempt> it) {
    SpanBatch batch = attempt.batch;
    ExportResult.Outcome outcome = result.outcome();
    if (outcome == ExportResult.Outcome.EXPORTED) {
      it.remove();
      settlement.exported(batch, result.rejectedSpans());
      halving.taken();
      everTook = true;
      answered(now, batch.spanBytes());
    } else if (outcome == ExportResult.Outcome.TOO_LARGE) {
      halving.tooLarge(batch);
      halve(batch, it, DropReason.TOO_LARGE_FOR_ENDPOINT);
      answered(now, batch.spanBytes());
    } else if (outcome == ExportResult.Outcome.INVALID) {
      halve(batch, it, DropReason.EXPORT_FAILED);
      answered(now, batch.spanBytes());
    } else if (outcome == ExportResult.Outcome.FAILED) {
      it.remove();
      settlement.dropped(batch, DropReason.EXPORT_FAILED);
      if (endpoint.away()) {
        // No sign that it takes spans again: the next batch is not risked before its time.
        endpoint.failed(attempt.generation, now, true, null);
      } else {
        endpoint.answered();
      }
    } else {
      batch.repeated = true;
      repeats.addLast(batch);
      it.remove();
      boolean reached = outcome == ExportResult.Outcome.RETRY;
      endpoint.failed(attempt.generation, now, reached, result.retryAfter());
    }
  }

  private void halve(SpanBatch batch, Iterator<Attempt> it, String reason) {
    List<SpanBatch> halves = halving.halves(batch);
    if (halves == null) {
      it.remove();
      settlement.dropped(batch, reason);
      return;
    }
    // The first half first, and both before all others: so what is held twice stays little.
    repeats.addFirst(halves.get(1));
    try {
      repeats.addFirst(halves.get(0));
    } catch (OutOfMemoryError e) {
      repeats.removeFirst();
      throw e;
    }
    it.remove();
    if (batch.chunks().size() == 1) {
      batch.chunks().get(0).whole.parts++;
    }
  }

  private void answered(long now, long bytes) {
    if (endpoint.answered()) {
      pace.begin(now, bytes);
      halving.forgetSize();
    }
  }

  /** Whether the backlog is gone as far as it was tried already. */
  boolean nothingToRepeat() {
    return repeats.isEmpty();
  }

  /** Has everything in flight be repeated, by whomever; the attempts to cancel. */
  List<Attempt> end() {
    List<Attempt> cancelled = new ArrayList<>(inFlight);
    for (Iterator<Attempt> it = inFlight.iterator(); it.hasNext(); ) {
      repeats.addLast(it.next().batch);
      it.remove();
    }
    return cancelled;
  }

  /** Takes a batch to repeat for good. */
  @Nullable
  SpanBatch pollRepeat() {
    return repeats.pollFirst();
  }
}
