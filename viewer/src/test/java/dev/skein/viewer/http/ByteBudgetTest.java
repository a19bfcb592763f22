package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  private static final int TIMES = 1_000_000;

  @Test
  void bytes_areTakenUpToTheLimit_andGivenBack() {
    ByteBudget budget = new ByteBudget(100);
    ByteBudget.Share one = budget.share();
    ByteBudget.Share other = budget.share();

    assertThat(one.take(60)).isTrue();
    assertThat(other.take(41)).isFalse();
    assertThat(budget.taken()).isEqualTo(60);
    assertThat(other.take(40)).isTrue();
    one.giveBack(10);
    assertThat(budget.taken()).isEqualTo(90);
  }

  @Test
  void shareThatIsRefusedTooMuch_keepsNothingFromOthersMeanwhile() throws Exception {
    ByteBudget budget = new ByteBudget(100);
    CompletableFuture<Boolean> greedy =
        CompletableFuture.supplyAsync(
            () -> {
              boolean taken = false;
              for (int i = 0; i < TIMES; i++) {
                taken |= budget.share().take(101);
              }
              return taken;
            });
    boolean always = true;
    do {
      try (ByteBudget.Share share = budget.share()) {
        always &= share.take(1);
      }
    } while (!greedy.isDone());

    assertThat(greedy.get()).isFalse();
    assertThat(always).isTrue();
    assertThat(budget.taken()).isZero();
  }

  @Test
  void moreThanANumberHolds_isRefused() {
    ByteBudget budget = new ByteBudget(100);
    ByteBudget.Share share = budget.share();
    assertThat(share.take(60)).isTrue();

    assertThat(share.take(Long.MAX_VALUE)).isFalse();
    assertThat(budget.taken()).isEqualTo(60);
  }

  @Test
  void closedShare_givesBackWhatItStillHas_once() {
    ByteBudget budget = new ByteBudget(100);
    ByteBudget.Share share = budget.share();
    assertThat(share.take(60)).isTrue();
    assertThat(share.take(60)).isFalse();
    share.giveBack(20);

    share.close();
    share.close();

    assertThat(budget.taken()).isZero();
  }
}
