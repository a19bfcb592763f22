package dev.skein.export;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/** A span that was accepted is handed over once, whoever seals or closes meanwhile. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "As many were handed over as accepted.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Spans or bytes were lost, or counted twice.")
@State
public class SpanBuffersRace {
  private final MemoryBudget budget = new MemoryBudget(64 << 10);
  private final AtomicInteger handedOver = new AtomicInteger();
  private final SpanBuffers buffers = new SpanBuffers(budget, 1 << 10, this::take, 2, null);

  private void take(Chunk chunk) {
    handedOver.addAndGet(chunk.spans);
    budget.release(chunk.reserved);
  }

  private void append() {
    buffers.append(out -> out.fixed64(0x39, 1));
  }

  @Actor
  public void application() {
    append();
    append();
  }

  @Actor
  public void worker() {
    buffers.sealAll(1_000_000);
    buffers.closeAll(1_000_000);
  }

  @Arbiter
  public void result(IJ_Result result) {
    buffers.closeAll(1_000_000);
    result.r1 = (int) buffers.accepted() - handedOver.get();
    result.r2 = budget.used();
  }
}
