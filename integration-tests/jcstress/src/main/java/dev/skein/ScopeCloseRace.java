package dev.skein;

import dev.skein.internal.RateLimitedLog;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Two threads close the same scope, which is wrong: nothing stays current after it all the same.
 */
@JCStressTest
@Outcome(id = "root", expect = Expect.ACCEPTABLE, desc = "What was current before is again.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A scope that is closed is still current.")
@State
public class ScopeCloseRace {
  private static final RateLimitedLog LOG = new RateLimitedLog(System.getLogger("dev.skein"));

  /** One place for all threads, as a context is that is handed from one to the other. */
  private final AtomicReference<Scope> place = new AtomicReference<>();

  private final Contexts contexts =
      new Contexts(
          new ContextStorage() {
            @Override
            public Scope get() {
              return place.get();
            }

            @Override
            public void set(Scope scope) {
              place.set(scope);
            }
          },
          LOG);

  private final Scope scope =
      contexts.attach(SpanContext.remote(1, 2, 3, (byte) 1, TraceState.empty()));

  @Actor
  public void one() {
    scope.close();
  }

  @Actor
  public void other() {
    scope.close();
  }

  @Arbiter
  public void result(L_Result result) {
    result.r1 = contexts.current() == Context.root() ? "root" : "still current";
  }
}
