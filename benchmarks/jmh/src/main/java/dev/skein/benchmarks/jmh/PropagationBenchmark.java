package dev.skein.benchmarks.jmh;

import dev.skein.benchmarks.Exchanges;
import dev.skein.benchmarks.Subject;
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
 * Reading a context from headers, and writing one to headers: {@code traceparent} and {@code
 * tracestate}, without baggage. Brave with its own B3 in one header, and as {@code brave-w3c} with
 * Micrometer's W3C propagation, since it has none of its own.
 *
 * <p>The headers are in maps, for everybody: the figure of {@code bare} is that of the look-up, or
 * of the map's replacing a value, alone.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class PropagationBenchmark {
  static final String BRAVE_W3C = "brave-w3c";

  /** What it is done with. */
  @Param({Subjects.BARE, Subjects.SKEIN, Subjects.OPENTELEMETRY_TUNED, Subjects.BRAVE, BRAVE_W3C})
  public String subject = "";

  /** What the headers hold. */
  @Param({"valid", "invalid", "absent", "tracestate-1", "tracestate-32"})
  public String headers = "";

  private Exchanges exchanges = Exchanges.untraced();
  private final Object[] contexts = new Object[Exchanges.COUNT];
  private Codec codec = Codec.of(Running.NONE.subject());
  private Running running = Running.NONE;

  /** Sets the subject up. */
  @Setup
  public void setUp() {
    exchanges = exchanges(headers);
    if (subject.equals(BRAVE_W3C)) {
      codec = new BraveW3cCodec();
    } else {
      running = Running.start(subject);
      Subject started = running.subject();
      codec = Codec.of(started);
    }
    for (int i = 0; i < contexts.length; i++) {
      contexts[i] = codec.extract(exchanges.get(i));
    }
  }

  private static Exchanges exchanges(String headers) {
    return switch (headers) {
      case "valid" -> Exchanges.traced(true);
      case "invalid" -> Exchanges.invalid();
      case "absent" -> Exchanges.untraced();
      case "tracestate-1" -> Exchanges.withTraceState(true, 1);
      case "tracestate-32" -> Exchanges.withTraceState(true, 32);
      default -> throw new IllegalArgumentException(headers);
    };
  }

  /** Closes the subject. */
  @TearDown
  public void tearDown() {
    running.stop();
  }

  /** Reads a context. */
  @Benchmark
  public Object extract(Cursor cursor) {
    return codec.extract(exchanges.get(cursor.next()));
  }

  /** Writes a context. */
  @Benchmark
  public void inject(Cursor cursor) {
    codec.inject(contexts[cursor.next() & (Exchanges.COUNT - 1)], cursor.outgoing);
  }
}
