package dev.skein.benchmarks.pipeline;

import dev.skein.benchmarks.Destination;
import dev.skein.benchmarks.Subject;
import dev.skein.benchmarks.Subjects;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * The process that does hops with one subject. It warms up until the compilers are done, then
 * measures: at each rate it is given, or flat out. Prints {@code <name>=<value>} lines.
 *
 * <p>At a rate, the window begins when everything before it has arrived and ends when everything in
 * it has arrived or is lost, so CPU time and spans belong together. Flat out, it lies in the middle
 * of the load, queues as full as they get, and what is lost is counted over the whole run.
 */
public final class Driver {
  private static final int WARM_UP_RATE = 40_000;
  private static final Duration FLUSH = Duration.ofSeconds(15);

  private final Subject subject;
  private final Load load;
  private final SinkClient sink;
  private final long arrivedBefore;

  private Driver(Subject subject, SinkClient sink) {
    this.subject = subject;
    this.load = new Load(subject);
    this.sink = sink;
    this.arrivedBefore = sink.spans();
  }

  /**
   * Runs one subject.
   *
   * @param arguments the subject, the sink's URL, rates in spans per second separated by commas or
   *     {@code flat-out}, the least seconds to warm up, the seconds to measure
   */
  public static void main(String[] arguments) {
    URI uri = URI.create(arguments[1]);
    double warmUp = Double.parseDouble(arguments[3]);
    double window = Double.parseDouble(arguments[4]);
    try (SinkClient sink = new SinkClient(uri);
        Subject subject = Subjects.create(arguments[0], Destination.sink(uri))) {
      Driver driver = new Driver(subject, sink);
      if (arguments[2].equals("flat-out")) {
        driver.flatOut(warmUp, window);
      } else {
        driver.atRates(arguments[2].split(",", -1), warmUp, window);
      }
    }
  }

  private void atRates(String[] rates, double warmUp, double window) {
    // the first part faster than what is measured, so that little is left to compile later
    load.run(4 * WARM_UP_RATE, warmUp / 2);
    load.warmUp(WARM_UP_RATE, warmUp / 2);
    for (String rate : rates) {
      load.run(Double.parseDouble(rate), 0.5);
      settle();
      atRate(rate, window);
    }
  }

  private void atRate(String rate, double window) {
    long offered = load.offered();
    long arrived = sink.spans();
    long dropped = subject.dropped();
    long bytes = sink.bytes();
    ProcessCpu cpu = ProcessCpu.now();
    ThreadUse use = ThreadUse.now();
    long start = System.nanoTime();
    load.run(Double.parseDouble(rate), window);
    double seconds = (System.nanoTime() - start) / 1e9;
    ThreadUse used = ThreadUse.now().since(use);
    settle();
    ProcessCpu cpuAfter = ProcessCpu.now();
    String prefix = rate + ".";
    print(prefix + "seconds", seconds);
    print(prefix + "offered", load.offered() - offered);
    print(prefix + "delivered", sink.spans() - arrived);
    print(prefix + "bytes", sink.bytes() - bytes);
    print(prefix + "dropped", dropped < 0 ? -1 : subject.dropped() - dropped);
    print(prefix + "cpu", cpuAfter.since(cpu));
    print(prefix + "gc-cpu", cpuAfter.gcSince(cpu));
    print(prefix + "compiling-cpu", cpuAfter.compilingSince(cpu));
    cpuAfter.byNameSince(cpu).forEach((thread, nanos) -> print(prefix + "thread." + thread, nanos));
    print(prefix + "app-cpu", used.cpuNanos());
    print(prefix + "allocated", used.allocatedBytes());
  }

  private void flatOut(double warmUp, double window) {
    load.warmUp(Load.FLAT_OUT, warmUp);
    long offered = load.offered();
    long arrived = sink.spans();
    ProcessCpu cpu = ProcessCpu.now();
    ThreadUse use = ThreadUse.now();
    long start = System.nanoTime();
    load.run(Load.FLAT_OUT, window);
    double seconds = (System.nanoTime() - start) / 1e9;
    ThreadUse used = ThreadUse.now().since(use);
    long delivered = sink.spans() - arrived;
    long offeredInWindow = load.offered() - offered;
    ProcessCpu cpuAfter = ProcessCpu.now();
    print("seconds", seconds);
    print("offered", offeredInWindow);
    print("delivered", delivered);
    print("cpu", cpuAfter.since(cpu));
    print("compiling-cpu", cpuAfter.compilingSince(cpu));
    print("allocated", used.allocatedBytes());
    settle();
    print("total-offered", load.offered());
    print("total-delivered", sink.spans() - arrivedBefore);
    print("total-dropped", subject.dropped());
  }

  private void settle() {
    subject.flush(FLUSH);
    sink.settled();
  }

  private static void print(String name, long value) {
    System.out.println(name + "=" + value);
  }

  private static void print(String name, double value) {
    System.out.println(String.format(Locale.ROOT, "%s=%.3f", name, value));
  }
}
