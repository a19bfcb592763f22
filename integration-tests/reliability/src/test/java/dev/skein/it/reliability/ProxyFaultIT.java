package dev.skein.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.it.reliability.support.Accounts;
import dev.skein.it.reliability.support.Deliveries;
import dev.skein.it.reliability.support.Fault;
import dev.skein.it.reliability.support.FaultProxy;
import dev.skein.it.reliability.support.Figure;
import dev.skein.it.reliability.support.Load;
import dev.skein.it.reliability.support.ScriptedBackend;
import dev.skein.it.reliability.support.ScriptedBackend.Answer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the network does to a connection: when it is well again, everything arrives. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1800)
class ProxyFaultIT {
  private static final int SPANS_PER_SECOND = 500;
  private static final int ROUNDS = Figure.count(10, 1);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration FAULT_LASTS = Duration.ofMillis(1500);

  private static final AtomicInteger FAULTS = new AtomicInteger();
  private static final AtomicLong SPANS = new AtomicLong();
  private static final AtomicLong LOST = new AtomicLong();
  private static final AtomicLong TWICE = new AtomicLong();

  private final ScriptedBackend backend;
  private final FaultProxy network;
  private final Skein skein;

  ProxyFaultIT() throws Exception {
    backend = new ScriptedBackend(Answer.TAKEN);
    network = new FaultProxy(backend.port());
    skein =
        Skein.builder()
            .options(
                SkeinOptions.builder()
                    .serviceName("proxy faults")
                    .tracesEndpoint(network.endpoint())
                    .timeout(Duration.ofSeconds(1))
                    .exportDelay(Duration.ofMillis(100))
                    .build())
            .build();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void fault_losesNothing(Fault fault) throws Exception {
    try (network;
        backend;
        skein) {
      Load load = Load.start(Load.serverSpans(skein.tracer()), SPANS_PER_SECOND);
      backend.awaitArrivals(1);
      for (int i = 0; i < ROUNDS; i++) {
        network.use(fault);
        // each has it tried at once, and returns when the spans are there or the time is up
        skein.flush(FAULT_LASTS);
        skein.flush(FAULT_LASTS);
        if (fault != Fault.REFUSED) {
          network.awaitConnections(1);
        }
        network.use(Fault.NONE);
      }
      long[] ended = load.stop();

      assertThat(skein.flush(LONG).complete()).as("%s", skein.health()).isTrue();
      Deliveries.Comparison comparison = backend.deliveries().compare(ended);
      Accounts.assertAllDelivered(skein.health(), ended.length, comparison);
      count(ended.length, comparison);
    }
  }

  private static void count(int spans, Deliveries.Comparison comparison) {
    FAULTS.incrementAndGet();
    SPANS.addAndGet(spans);
    LOST.addAndGet(comparison.lost());
    TWICE.addAndGet(comparison.duplicates());
  }

  @AfterAll
  static void report() {
    if (FAULTS.get() == Fault.values().length) {
      Figure.report(
          "network-faults",
          "Network faults under %d spans/s".formatted(SPANS_PER_SECOND),
          "%d kinds, %d times each, %,d spans, %d lost, %,d delivered twice because the reply was lost"
              .formatted(FAULTS.get(), ROUNDS, SPANS.get(), LOST.get(), TWICE.get()));
    }
  }
}
