package dev.skein.benchmarks.heap;

import dev.skein.benchmarks.Destination;
import dev.skein.benchmarks.Exchanges;
import dev.skein.benchmarks.Outgoing;
import dev.skein.benchmarks.Subject;
import dev.skein.benchmarks.Subjects;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;

/**
 * The process that sets a subject up, lets it deliver spans, and compares what is reachable with
 * what was before. Prints {@code <name>=<value>} lines.
 */
public final class HeapDriver {
  // constants, so that they are reachable before and after
  private static final Exchanges EXCHANGES = Exchanges.traced(true);
  private static final Outgoing OUTGOING = new Outgoing();

  private static final int HOPS = 100_000;
  private static final int HOPS_AT_ONCE = 1_000;

  private HeapDriver() {}

  /**
   * Measures.
   *
   * @param arguments the subject and the sink's URL
   */
  public static void main(String[] arguments) {
    long heap = reachable();
    long metaspace = metaspace();
    int classes = classes();
    long start = System.nanoTime();
    try (Subject subject =
        Subjects.create(arguments[0], Destination.sink(URI.create(arguments[1])))) {
      double setUp = (System.nanoTime() - start) / 1e6;
      subject.hop(EXCHANGES.get(0), OUTGOING);
      double firstHop = (System.nanoTime() - start) / 1e6;
      print("retained-idle", reachable() - heap);
      for (int i = 0; i < HOPS; i++) {
        subject.hop(EXCHANGES.get(i), OUTGOING);
        if (i % HOPS_AT_ONCE == 0) {
          subject.flush(Duration.ofSeconds(5)); // nothing is to be dropped or left waiting
        }
      }
      subject.flush(Duration.ofSeconds(5));
      print("retained", reachable() - heap);
      print("metaspace", metaspace() - metaspace);
      print("classes", classes() - classes);
      print("set-up", setUp);
      print("first-hop", firstHop);
    }
  }

  /** The heap in use when nothing is left to collect. */
  private static long reachable() {
    var memory = ManagementFactory.getMemoryMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed();
  }

  private static int classes() {
    return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }

  private static void print(String name, double value) {
    System.out.println(name + "=" + value);
  }

  private static void print(String name, long value) {
    System.out.println(name + "=" + value);
  }
}
