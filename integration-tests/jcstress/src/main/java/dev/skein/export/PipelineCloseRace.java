package dev.skein.export;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** A span that ends during a flush and a close is exported or dropped, and its bytes are free. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "Each span is accounted for, once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The counts do not add up, or something is kept.")
@State
public class PipelineCloseRace {
  private final SpanPipeline pipeline =
      SpanPipeline.create(
          SpanPipelineConfig.builder(SpanExporter.none())
              .logSink((level, line) -> {})
              .withoutThread()
              .build());

  private void end() {
    pipeline.spanStarted();
    pipeline.append(out -> out.fixed64(0x39, 1));
  }

  @Actor
  public void application() {
    end();
    end();
  }

  @Actor
  public void closer() {
    pipeline.flush(Duration.ZERO);
    pipeline.close(Duration.ZERO);
  }

  @Arbiter
  public void result(JJJ_Result result) {
    Health health = pipeline.health();
    result.r1 = health.started() - health.exported() - health.rejected() - health.droppedTotal();
    result.r2 = health.live() + health.pending();
    result.r3 = health.bufferedBytes();
  }
}
