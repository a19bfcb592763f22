package dev.skein;

import dev.skein.export.SpanExporter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads end a span, one of them after it has set an attribute: it ends once, and its end sees
 * the attribute or does not.
 */
@JCStressTest
@Outcome(
    id = {"1, 0", "1, 7"},
    expect = Expect.ACCEPTABLE,
    desc = "Ended once, without the attribute or with it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Ended twice or never, or another value.")
@State
public class SpanEndRace {
  private static final AttributeKey<Long> KEY = AttributeKey.longKey("k");
  private static final Skein SKEIN =
      Skein.builder()
          .options(SkeinOptions.builder().shutdownTimeout(Duration.ZERO).build())
          .exporter(SpanExporter.none())
          .hook(new Watching())
          .build();

  /** Whose span the thread is about to end. */
  private static final ThreadLocal<SpanEndRace> ENDING = new ThreadLocal<>();

  /** Notes with the race what its end sees. */
  private static final class Watching implements SpanHook {
    @Override
    public void onEnding(EndingSpan span) {
      SpanEndRace race = ENDING.get();
      Long seen = span.attribute(KEY);
      race.value = seen == null ? 0 : seen.intValue();
      race.ends.incrementAndGet();
    }
  }

  private final Span span = SKEIN.tracer().startSpan("race");
  private final AtomicInteger ends = new AtomicInteger();
  private volatile int value;

  private void end() {
    ENDING.set(this);
    span.end();
  }

  @Actor
  public void one() {
    end();
  }

  @Actor
  public void other() {
    span.setAttribute(KEY, 7);
    end();
  }

  @Arbiter
  public void result(II_Result result) {
    result.r1 = ends.get();
    result.r2 = value;
  }
}
