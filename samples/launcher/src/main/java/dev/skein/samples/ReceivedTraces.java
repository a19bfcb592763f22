package dev.skein.samples;

import dev.skein.export.SpanData;
import dev.skein.viewer.store.TraceId;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The traces that a viewer has received. Thread-safe. */
final class ReceivedTraces {
  private final TraceStore store;

  ReceivedTraces(TraceStore store) {
    this.store = store;
  }

  /** The spans of a trace that have come so far. */
  List<SpanData> spans(String traceId) {
    return store.trace(TraceId.parse(traceId)).map(TraceView::spans).orElse(List.of());
  }

  /** Waits until a trace has that many spans; gives what there is when the time is over. */
  List<SpanData> await(String traceId, int spans, Duration timeout) throws InterruptedException {
    TraceId id = TraceId.parse(traceId);
    long deadline = System.nanoTime() + timeout.toNanos();
    Semaphore changes = new Semaphore(0);
    try (TraceStore.Subscription subscription =
        store.listen(
            traces -> {
              if (traces.contains(id)) {
                changes.release();
              }
            })) {
      while (store.trace(id).map(TraceView::size).orElse(0) < spans
          && changes.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        changes.drainPermits();
      }
    }
    return spans(traceId);
  }
}
