package dev.skein.export;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIJ_Result;

/** What does not fit for two is given to one, also when there was more in use just before. */
@JCStressTest
@Outcome(
    id = {"1, 0, 60", "0, 1, 60"},
    expect = Expect.ACCEPTABLE,
    desc = "One got what there was.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both did or none, or the sum is wrong.")
@State
public class MemoryBudgetRace {
  private final MemoryBudget budget = new MemoryBudget(110);

  public MemoryBudgetRace() {
    budget.tryReserve(50);
  }

  @Actor
  public void one(IIJ_Result result) {
    result.r1 = budget.tryReserve(60) ? 1 : 0;
  }

  @Actor
  public void other(IIJ_Result result) {
    budget.release(50);
    result.r2 = budget.tryReserve(60) ? 1 : 0;
  }

  @Arbiter
  public void result(IIJ_Result result) {
    result.r3 = budget.used();
  }
}
