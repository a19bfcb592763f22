package dev.skein.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.export.Health;
import dev.skein.it.reliability.support.Accounts;
import dev.skein.it.reliability.support.Deliveries;
import dev.skein.it.reliability.support.Figure;
import dev.skein.it.reliability.support.Load;
import dev.skein.it.reliability.support.LoggedLines;
import dev.skein.it.reliability.support.ScriptedBackend;
import dev.skein.it.reliability.support.ScriptedBackend.Answer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever an endpoint answers, or does not: the deadline is kept, little is read and little memory
 * taken, no redirect followed, no secret printed, and at the end the accounts are exact.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1800)
class HostileReplyIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(Figure.count(10, 1));

  /** A deadline that is not kept is exceeded for ever; a busy machine needs more than none. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int BURST = 100;
  private static final int ATTEMPTS = 3;
  private static final long MOST_ALLOCATED = 1 << 20;

  /** What is read is 64 KiB at most; the rest are the system's buffers. */
  private static final long MOST_WRITTEN = 32 << 20;

  private static final String SECRET = "c4nary-s3cret-t0ken";

  /** What a scenario ends with. */
  private record Outcome(Health health, long allocated, int attempts) {}

  @Test
  void replies_areSurvived_boundedAndAccountedFor() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        ScriptedBackend elsewhere = new ScriptedBackend(Answer.TAKEN)) {
      List<HostileReply> replies = HostileReply.all(elsewhere.endpoint(), SECRET);
      Map<HostileReply, FutureTask<Outcome>> running = new LinkedHashMap<>();
      for (HostileReply reply : replies) {
        FutureTask<Outcome> task = new FutureTask<>(() -> survive(reply));
        running.put(reply, task);
        // a group of its own: the threads that Skein starts are in it, too
        new Thread(new ThreadGroup(reply.toString()), task, "application").start();
      }
      long mostAllocated = 0;
      SoftAssertions softly = new SoftAssertions();
      for (Map.Entry<HostileReply, FutureTask<Outcome>> run : running.entrySet()) {
        try {
          Outcome outcome = run.getValue().get();
          mostAllocated = Math.max(mostAllocated, outcome.allocated() / outcome.attempts());
        } catch (ExecutionException e) {
          softly.fail(run.getKey() + ": " + e.getCause(), e.getCause());
        }
      }
      softly.assertAll();

      assertThat(elsewhere.arrivals()).as("redirects that were followed").isEmpty();
      assertThat(logged.messages()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
      Duration held =
          replies.stream().map(HostileReply::longestHeld).max(Duration::compareTo).orElseThrow();
      assertThat(held).isLessThan(TIMEOUT.plus(SLACK));
      Figure.report(
          "hostile-replies",
          "Hostile replies",
          "%d kinds, deadline %d ms, longest stay %d ms, at most %d KiB allocated per attempt, 0 redirects followed, 0 secrets in %d log lines, accounts exact"
              .formatted(
                  replies.size(),
                  TIMEOUT.toMillis(),
                  held.toMillis(),
                  mostAllocated >> 10,
                  logged.messages().size()));
    }
  }

  private Outcome survive(HostileReply reply) throws Exception {
    try (ScriptedBackend backend = new ScriptedBackend(reply);
        Skein skein = skein(backend)) {
      LongStream.Builder ended = LongStream.builder();
      LongSupplier spans = Load.serverSpans(skein.tracer());
      for (int i = 0; i < ATTEMPTS; i++) {
        burst(spans, ended);
        skein.flush(TIMEOUT.plusMillis(500));
      }
      backend.awaitArrivals(1);
      while (reply.drops() && isPending(skein.health())) {
        // a machine that is too busy for the deadline
        skein.flush(LONG);
      }
      long allocated = allocatedByThreads();
      backend.restart(Answer.TAKEN);
      burst(spans, ended);
      skein.flush(LONG);

      int attempts = backend.arrivals().size();
      Health health = skein.health();
      check(reply, health, backend.deliveries().compare(ended.build().toArray()));
      assertThat(allocated).as("%s: bytes allocated", reply).isLessThan(attempts * MOST_ALLOCATED);
      assertThat(reply.mostWritten()).as("%s: bytes written", reply).isLessThan(MOST_WRITTEN);
      assertThat(String.valueOf(health.lastError())).doesNotContain(SECRET);
      return new Outcome(health, allocated, attempts);
    }
  }

  private static boolean isPending(Health health) {
    return health.droppedTotal() == 0 && health.pending() > 0;
  }

  private static void check(HostileReply reply, Health health, Deliveries.Comparison comparison) {
    Accounts.assertAddUp(health);
    assertThat(health.pending()).as("%s: %s", reply, health).isZero();
    assertThat(health.started()).as("%s: %s", reply, health).isEqualTo((ATTEMPTS + 1) * BURST);
    assertThat(comparison.delivered()).as("%s: %s", reply, health).isEqualTo(health.exported());
    assertThat(comparison.lost()).as("%s: %s", reply, health).isEqualTo(health.droppedTotal());
    if (reply.drops()) {
      assertThat(health.droppedTotal()).as("%s: %s", reply, health).isPositive();
    } else {
      assertThat(health.droppedTotal()).as("%s: %s", reply, health).isZero();
    }
  }

  private static void burst(LongSupplier spans, LongStream.Builder ended) {
    for (int i = 0; i < BURST; i++) {
      ended.add(spans.getAsLong());
    }
  }

  private static Skein skein(ScriptedBackend backend) {
    SkeinOptions options =
        SkeinOptions.builder()
            .serviceName("hostile replies")
            .tracesEndpoint(backend.endpoint())
            .headers(Map.of("Authorization", "Bearer " + SECRET, "X-Api-Key", SECRET))
            .timeout(TIMEOUT)
            .exportDelay(Duration.ofMinutes(1))
            .build();
    return Skein.builder().options(options).build();
  }

  /** By all threads of this thread's group, but for this one: those of its Skein. */
  private static long allocatedByThreads() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    Thread[] all = new Thread[64];
    int count = group.enumerate(all);
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      if (all[i] != Thread.currentThread()) {
        bytes += Math.max(0, threads.getThreadAllocatedBytes(all[i].getId()));
      }
    }
    return bytes;
  }
}
