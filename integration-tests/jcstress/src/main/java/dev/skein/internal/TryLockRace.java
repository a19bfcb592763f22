package dev.skein.internal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Who gets the lock is alone, and sees what the one before has done. */
@JCStressTest
@Outcome(
    id = {"1, 1, 2", "1, 0, 1", "0, 1, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "Everyone who got the lock counted.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Two were in at once, or one went in vain.")
@State
public class TryLockRace {
  private final TryLock lock = new TryLock() {};
  private int count;

  @Actor
  public void one(III_Result result) {
    result.r1 = count();
  }

  @Actor
  public void other(III_Result result) {
    result.r2 = count();
  }

  private int count() {
    if (!lock.tryLock()) {
      return 0;
    }
    count++;
    lock.unlock();
    return 1;
  }

  @Arbiter
  public void result(III_Result result) {
    result.r3 = count;
  }
}
