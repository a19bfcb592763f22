package dev.skein.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Context;
import dev.skein.interop.B3Propagator;
import dev.skein.interop.JaegerPropagator;
import dev.skein.propagation.Propagator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many headers that are nearly right: nothing throws, and what is sent on is read again. */
class RandomHeadersTest {
  private static final long HEADERS = Figure.count(100_000_000L, 1_000_000L);
  private static final int THREADS = 2;
  private static final List<Propagator> PROPAGATORS =
      List.of(
          Propagator.w3c(),
          B3Propagator.single(),
          B3Propagator.multi(),
          JaegerPropagator.create(),
          Propagator.composite(
              List.of(Propagator.w3c(), B3Propagator.single(), JaegerPropagator.create())));

  @Test
  void headers_thatAreNearlyRight_areReadWithoutAnException() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    long understood = 0;
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long seed = 20_261_122 + i;
        counts.add(threads.submit(() -> run(seed, HEADERS / THREADS)));
      }
      for (Future<Long> count : counts) {
        understood += count.get();
      }
    } finally {
      threads.shutdownNow();
    }
    LogWatch.sawNothing();

    // neither all noise nor all valid, or this would prove little
    assertThat(understood).isBetween(HEADERS / 10, HEADERS - HEADERS / 10);
    Figure.report(
        "random-headers",
        "sets of headers that are nearly right, read and sent on without an exception",
        String.format("%,d", HEADERS));
  }

  /** How many of them said something. */
  private static long run(long seed, long count) {
    RandomHeaders random = new RandomHeaders(seed);
    long understood = 0;
    for (long i = 0; i < count; i++) {
      Headers headers = random.next();
      Propagator propagator = PROPAGATORS.get((int) (i % PROPAGATORS.size()));
      Context context = propagator.extract(Context.root(), headers, Headers.GETTER);
      if (context != Context.root()) {
        understood++;
        again(propagator, context);
      }
    }
    return understood;
  }

  private static void again(Propagator propagator, Context context) {
    Headers sent = new Headers();
    propagator.inject(context, sent, Headers.SETTER);
    Context again = propagator.extract(Context.root(), sent, Headers.GETTER);
    Check.same(again.spanContext().spanId(), context.spanContext().spanId(), "the span");
    Check.same(again.spanContext().traceId(), context.spanContext().traceId(), "the trace");
  }
}
