package dev.skein.internal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Forbids what happens, so that a build can see that it would fail. */
@JCStressTest
@Outcome(expect = Expect.FORBIDDEN, desc = "One was lost, or none.")
@State
public class BrokenCounter {
  private int count;

  @Actor
  public void one() {
    count++;
  }

  @Actor
  public void other() {
    count++;
  }

  @Arbiter
  public void result(I_Result result) {
    result.r1 = count;
  }
}
