package dev.skein.quarkus.test;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** The threads of Skein's. Those that send end by themselves, a moment after their Skein. */
final class OwnThreads {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration EACH = Duration.ofMillis(50);

  private OwnThreads() {}

  /** The names of those that are left when they are as expected, or do not get so. */
  static List<String> left(Predicate<List<String>> expected) {
    long deadline = System.nanoTime() + LONG.toNanos();
    List<Thread> threads = all();
    while (!expected.test(names(threads)) && System.nanoTime() < deadline) {
      threads.forEach(OwnThreads::awaitEnd);
      threads = all();
    }
    return names(threads);
  }

  /** As after a first start: the exporter's own thread, the four that may send, and their timer. */
  static boolean areOfOneSkein(List<? extends String> names) {
    return names.size() <= 6 && names.stream().filter("skein-exporter"::equals).count() == 1;
  }

  private static List<Thread> all() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("skein"))
        .toList();
  }

  private static List<String> names(List<Thread> threads) {
    return threads.stream().map(Thread::getName).toList();
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join(EACH.toMillis());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
