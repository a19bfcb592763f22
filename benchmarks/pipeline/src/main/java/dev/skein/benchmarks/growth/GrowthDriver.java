package dev.skein.benchmarks.growth;

import dev.skein.benchmarks.AttributeSet;
import dev.skein.benchmarks.Destination;
import dev.skein.benchmarks.Exchanges;
import dev.skein.benchmarks.Outgoing;
import dev.skein.benchmarks.Subject;
import dev.skein.benchmarks.Subjects;
import dev.skein.benchmarks.pipeline.ProcessCpu;
import dev.skein.benchmarks.pipeline.ThreadUse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

/**
 * The process that measures one subject at several sizes of one kind, one after the other, flat out
 * with an exporter that discards. Prints {@code <size>.<metric>=<value>} lines.
 */
public final class GrowthDriver {
  static final List<Integer> ATTRIBUTES = List.of(0, 1, 2, 4, 8, 16, 32, 64, 128);
  static final List<Integer> THREADS = List.of(1, 2, 4, 8, 16, 32, 64);
  static final List<Integer> LIVE = List.of(1, 100, 10_000, 100_000, 1_000_000);

  private static final int AT_ONCE = 64;

  private final Subject subject;
  private final long warmUpNanos;
  private final long nanos;

  private GrowthDriver(Subject subject, double seconds) {
    this.subject = subject;
    this.nanos = (long) (seconds * 1e9);
    this.warmUpNanos = nanos;
  }

  /**
   * Measures.
   *
   * @param arguments {@code attributes}, {@code threads} or {@code live}; the subject; the seconds
   *     for each size
   */
  public static void main(String[] arguments) throws InterruptedException {
    double seconds = Double.parseDouble(arguments[2]);
    try (Subject subject = Subjects.create(arguments[1], Destination.discarding())) {
      GrowthDriver driver = new GrowthDriver(subject, seconds);
      switch (arguments[0]) {
        case "attributes" -> driver.attributes();
        case "threads" -> driver.threads();
        case "live" -> driver.live();
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  private void attributes() {
    // every size once before the first one counts: the code is compiled for all of them
    for (int count : ATTRIBUTES) {
      AttributeSet attributes = AttributeSet.of(count);
      repeat(i -> subject.spanWith(attributes), warmUpNanos);
    }
    for (int count : ATTRIBUTES) {
      AttributeSet attributes = AttributeSet.of(count);
      measure(count, i -> subject.spanWith(attributes));
    }
  }

  private void live() {
    for (int count : LIVE) {
      Object[] spans = new Object[count];
      for (int i = 0; i < count; i++) {
        spans[i] = subject.start();
      }
      IntConsumer replace =
          i -> {
            int oldest = i % count;
            subject.end(spans[oldest]);
            spans[oldest] = subject.start();
          };
      // each place once, so that what is measured has the age it will have
      repeat(replace, warmUpNanos);
      measure(count, replace);
      for (Object span : spans) {
        subject.end(span);
      }
    }
  }

  /** Does something by turns of so many, and tells how often it was done. */
  private static long repeat(IntConsumer span, long nanos) {
    long end = System.nanoTime() + nanos;
    int done = 0;
    while (System.nanoTime() - end < 0) {
      for (int i = 0; i < AT_ONCE; i++) {
        span.accept(done++);
      }
      done = done < 0 ? 0 : done;
    }
    return done;
  }

  private void measure(int size, IntConsumer span) {
    ProcessCpu cpu = ProcessCpu.now();
    ThreadUse use = ThreadUse.now();
    long spans = repeat(span, nanos);
    ThreadUse used = ThreadUse.now().since(use);
    print(size, "app-cpu", (double) used.cpuNanos() / spans);
    print(size, "allocated", (double) used.allocatedBytes() / spans);
    print(size, "cpu", (double) ProcessCpu.now().since(cpu) / spans);
  }

  private void threads() throws InterruptedException {
    hopOn(1, warmUpNanos);
    hopOn(2, warmUpNanos);
    for (int count : THREADS) {
      HopsOnThreads measured = hopOn(count, nanos);
      print(count, "spans-per-second", measured.spans / (measured.nanos / 1e9));
      print(count, "cpu", (double) measured.cpuNanos / measured.spans);
    }
  }

  private record HopsOnThreads(long spans, long nanos, long cpuNanos) {}

  private HopsOnThreads hopOn(int count, long nanos) throws InterruptedException {
    LongAdder hops = new LongAdder();
    CountDownLatch done = new CountDownLatch(count);
    CountDownLatch read = new CountDownLatch(1);
    Exchanges exchanges = Exchanges.traced(true);
    ProcessCpu cpu = ProcessCpu.now();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Thread thread =
          new Thread(
              () -> {
                Outgoing outgoing = new Outgoing();
                hops.add(repeat(hop -> subject.hop(exchanges.get(hop), outgoing), nanos));
                done.countDown();
                awaitQuietly(read); // the CPU time of a thread that has ended is unknown
              },
              "hop-" + i);
      thread.start();
    }
    done.await();
    long taken = System.nanoTime() - start;
    long cpuNanos = ProcessCpu.now().since(cpu);
    read.countDown();
    return new HopsOnThreads(hops.sum() * Subject.SPANS_PER_HOP, taken, cpuNanos);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void print(int size, String metric, double value) {
    System.out.println(String.format(Locale.ROOT, "%d.%s=%.3f", size, metric, value));
  }
}
