package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.internal.RateLimitedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private final Contexts contexts =
      new Contexts(ContextStorage.threadLocal(), new RateLimitedLog(System.getLogger("dev.skein")));
  private final Context first = context(1);
  private final Context second = context(2);
  private final Context third = context(3);

  private static Context context(long id) {
    return Context.root().with(SpanContext.remote(1, id, id, (byte) 1, TraceState.empty()));
  }

  @Test
  void current_withoutScope_isRoot() {
    assertThat(contexts.current()).isSameAs(Context.root());
  }

  @Test
  void close_inOrder_restoresWhatWasCurrentBefore() {
    Scope outer = contexts.attach(first);
    Scope inner = contexts.attach(second);
    assertThat(contexts.current()).isSameAs(second);

    inner.close();
    assertThat(contexts.current()).isSameAs(first);
    outer.close();
    assertThat(contexts.current()).isSameAs(Context.root());
    assertThat(contexts.misuse().total()).isZero();
  }

  @Test
  void close_outOfOrder_isSkippedAtTheNextClose() {
    Scope outer = contexts.attach(first);
    Scope middle = contexts.attach(second);
    Scope inner = contexts.attach(third);

    middle.close();
    assertThat(contexts.current()).isSameAs(third);
    inner.close();
    assertThat(contexts.current()).isSameAs(first);
    outer.close();

    assertThat(contexts.current()).isSameAs(Context.root());
    assertThat(contexts.misuse().outOfOrderCount()).isEqualTo(1);
  }

  @Test
  void close_twice_changesNothing() {
    Scope outer = contexts.attach(first);
    Scope inner = contexts.attach(second);
    inner.close();
    Scope again = contexts.attach(third);

    inner.close();

    assertThat(contexts.current()).isSameAs(third);
    assertThat(contexts.misuse().twiceCount()).isEqualTo(1);
    again.close();
    outer.close();
  }

  @Test
  void close_onAnotherThread_changesNothingOnEither() {
    Scope mine = contexts.attach(first);

    Context elsewhere =
        CompletableFuture.supplyAsync(
                () -> {
                  try (Scope theirs = contexts.attach(second)) {
                    mine.close();
                    return contexts.current();
                  }
                })
            .join();

    assertThat(elsewhere).isSameAs(second);
    assertThat(contexts.current()).isSameAs(first);
    assertThat(contexts.misuse().elsewhereCount()).isEqualTo(1);
    mine.close();
    assertThat(contexts.current()).isSameAs(Context.root());
  }

  @Test
  void deepRecursion_restoresEveryContextOnItsWayBack() {
    List<Scope> open = new ArrayList<>();
    List<Context> before = new ArrayList<>();
    for (int depth = 1; depth <= 1_000; depth++) {
      before.add(contexts.current());
      open.add(contexts.attach(context(depth)));
    }
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
      assertThat(contexts.current()).isSameAs(before.get(i));
    }
    assertThat(contexts.misuse().outOfOrderCount()).isZero();
  }

  @Test
  void leakedScopes_areLetGo_andCounted() {
    for (int i = 0; i < 10_000; i++) {
      contexts.attach(first);
    }

    assertThat(contexts.misuse().leakedCount()).isGreaterThan(0);
  }

  @Test
  void anyOrderOfClosing_endsWithNothingCurrent() {
    Random random = new Random(42);
    for (int round = 0; round < 2_000; round++) {
      List<Scope> open = new ArrayList<>();
      for (int step = 0; step < 20; step++) {
        if (open.isEmpty() || random.nextBoolean()) {
          open.add(contexts.attach(context(step + 1)));
        } else {
          open.remove(random.nextInt(open.size())).close();
        }
      }
      while (!open.isEmpty()) {
        open.remove(random.nextInt(open.size())).close();
      }
      assertThat(contexts.current()).isSameAs(Context.root());
    }
  }

  @Test
  void of_isFallenBackToAndCannotBeClosed() {
    contexts.storage().set(Scope.of(first));
    Scope inner = contexts.attach(second);

    inner.close();
    contexts.storage().get().close();

    assertThat(contexts.current()).isSameAs(first);
    assertThat(contexts.misuse().total()).isZero();
    contexts.storage().set(null);
  }

  @Test
  void noop_canBeClosedAnywhereAnyNumberOfTimes() {
    Scope scope = contexts.attach(first);
    Scope.noop().close();
    Scope.noop().close();

    assertThat(contexts.current()).isSameAs(first);
    assertThat(contexts.misuse().total()).isZero();
    scope.close();
  }
}
