package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  @Test
  void bytes_areTakenUpToTheLimit_andGivenBack() {
    ByteBudget budget = new ByteBudget(100);

    assertThat(budget.take(60)).isTrue();
    assertThat(budget.take(41)).isFalse();
    assertThat(budget.taken()).isEqualTo(60);
    assertThat(budget.take(40)).isTrue();
    budget.giveBack(60);
    assertThat(budget.taken()).isEqualTo(40);
  }
}
