package dev.skein.benchmarks.jmh;

import dev.skein.benchmarks.Exchanges;
import dev.skein.benchmarks.Subjects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The hop, by whose caller it is decided whether it is sampled. A sampled one is two spans, which
 * an exporter discards.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class HopBenchmark {
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

  /** Sets the subject up. */
  @Setup
  public void setUp() {
    exchanges = Exchanges.traced(sampled);
    running = Running.start(subject);
  }

  /** Notes what was dropped. */
  @TearDown
  public void tearDown() {
    running.stop();
  }

  /** One hop. */
  @Benchmark
  public void hop(Cursor cursor) {
    running.subject().hop(exchanges.get(cursor.next()), cursor.outgoing);
  }
}
