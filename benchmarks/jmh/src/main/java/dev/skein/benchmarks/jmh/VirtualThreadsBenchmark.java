package dev.skein.benchmarks.jmh;

import dev.skein.benchmarks.Exchanges;
import dev.skein.benchmarks.Outgoing;
import dev.skein.benchmarks.Subjects;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The hop on {@value #THREADS} virtual threads at once, {@value #HOPS} on each, and a yield after
 * every hop so that the threads take turns on their carriers. Time and allocation are per hop, with
 * its share of starting the thread; the bare subject tells how much that is.
 *
 * <p>For a JDK that has virtual threads; compiled for one that has not.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class VirtualThreadsBenchmark {
  static final int THREADS = 1_000;
  static final int HOPS = 50;

  /** What it is done with. */
  @Param({
    Subjects.BARE,
    Subjects.SKEIN,
    Subjects.SKEIN_HTTP,
    Subjects.OPENTELEMETRY_TUNED,
    Subjects.BRAVE
  })
  public String subject = "";

  /** What the caller decided. */
  @Param({"true", "false"})
  public boolean sampled;

  private Exchanges exchanges = Exchanges.untraced();
  private Running running = Running.NONE;
  private @Nullable MethodHandle startVirtualThread;

  /** Sets the subject up. */
  @Setup
  public void setUp() throws ReflectiveOperationException {
    exchanges = Exchanges.traced(sampled);
    running = Running.start(subject);
    startVirtualThread =
        MethodHandles.publicLookup()
            .findStatic(
                Thread.class,
                "startVirtualThread",
                MethodType.methodType(Thread.class, Runnable.class));
  }

  /** Notes what was dropped. */
  @TearDown
  public void tearDown() {
    running.stop();
  }

  /** All threads, from their start to their end. */
  @Benchmark
  @OperationsPerInvocation(THREADS * HOPS)
  @SuppressWarnings("ThreadPriorityCheck") // yielding is what mixes the threads
  public void hops() throws Throwable {
    CountDownLatch done = new CountDownLatch(THREADS);
    Runnable work =
        () -> {
          Outgoing outgoing = new Outgoing();
          for (int i = 0; i < HOPS; i++) {
            running.subject().hop(exchanges.get(i), outgoing);
            Thread.yield();
          }
          done.countDown();
        };
    MethodHandle start = startVirtualThread;
    for (int i = 0; i < THREADS && start != null; i++) {
      Thread unused = (Thread) start.invokeExact(work);
    }
    done.await();
  }
}
