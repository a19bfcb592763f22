package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.internal.RateLimitedLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Scopes in any order, against a list of the open ones. */
class ScopePropertyTest {
  private static final int CLOSINGS = 1_000_000;

  private static Contexts contexts() {
    return new Contexts(
        ContextStorage.threadLocal(), new RateLimitedLog(System.getLogger("dev.skein")));
  }

  private static Context context(long id) {
    return Context.root().with(SpanContext.remote(1, id, id, (byte) 1, TraceState.empty()));
  }

  /** A number below 0 opens a scope; others close one of those that were opened, again perhaps. */
  @Property
  void anyOrder_theLastThatIsOpenIsCurrent_andNoneIsKeptThatIsClosed(
      @ForAll @Size(max = 200) List<@IntRange(min = -20, max = 20) Integer> steps) {
    Contexts contexts =
        new Contexts(
            ContextStorage.threadLocal(), new RateLimitedLog(System.getLogger("dev.skein")));
    List<Scope> opened = new ArrayList<>();
    List<Scope> open = new ArrayList<>();
    int again = 0;
    for (int step : steps) {
      if (step < 0 || opened.isEmpty()) {
        Scope scope = contexts.attach(context(opened.size() + 1));
        opened.add(scope);
        open.add(scope);
      } else {
        Scope scope = opened.get(step % opened.size());
        scope.close();
        again += open.remove(scope) ? 0 : 1;
      }
      Context expected = open.isEmpty() ? Context.root() : open.get(open.size() - 1).context();
      assertThat(contexts.current()).isSameAs(expected);
      assertThat(Scope.length(contexts.storage().get())).isEqualTo(open.size());
    }
    assertThat(contexts.misuse().twiceCount()).isEqualTo(again);
    assertThat(contexts.misuse().elsewhereCount()).isZero();
    assertThat(contexts.misuse().leakedCount()).isZero();
  }

  /** As on a pooled thread whose work overlaps: each scope is closed after the next was opened. */
  @Test
  void scopesClosedAfterTheNextWasOpened_neverMakeAChain() {
    Contexts contexts =
        new Contexts(
            ContextStorage.threadLocal(), new RateLimitedLog(System.getLogger("dev.skein")));
    Random random = new Random(26);
    Deque<Scope> open = new ArrayDeque<>();
    int longest = 0;
    for (int closed = 0; closed < CLOSINGS; ) {
      open.addLast(contexts.attach(context(closed + 1L)));
      if (open.size() > 1 + random.nextInt(3)) {
        open.removeFirst().close();
        closed++;
      }
      longest = Math.max(longest, Scope.length(contexts.storage().get()) - open.size());
    }

    assertThat(longest).isZero();
    assertThat(contexts.misuse().leakedCount()).isZero();
  }
}
