package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {
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
