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

/** One sampled span from start to end, and on to an exporter that discards it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class SpanBenchmark {
  /** What it is done with. */
  @Param({Subjects.SKEIN, Subjects.OPENTELEMETRY_TUNED, Subjects.BRAVE})
  public String subject = "";

  private final Exchanges exchanges = Exchanges.untraced();
  private Running running = Running.NONE;

  /** Sets the subject up. */
  @Setup
  public void setUp() {
    running = Running.start(subject);
  }

  /** Notes what was dropped. */
  @TearDown
  public void tearDown() {
    running.stop();
  }

  /** A span without parent and attributes. */
  @Benchmark
  public void bareSpan(Cursor cursor) {
    cursor.next();
    running.subject().bareSpan();
  }

  /** A SERVER span without parent, with 7 attributes at its start and 2 at its end. */
  @Benchmark
  public void serverSpan(Cursor cursor) {
    running.subject().serverSpan(exchanges.get(cursor.next()));
  }
}
