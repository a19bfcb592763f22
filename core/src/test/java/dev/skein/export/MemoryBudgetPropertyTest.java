package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The budget never goes above its limit nor below zero, whoever reserves and gives back. */
class MemoryBudgetPropertyTest {
  private static final long LIMIT = 1_000;

  /** A positive number reserves, a negative one gives back the oldest reservation. */
  @Property
  void anyOrder_isTheSumOfWhatWasReserved(
      @ForAll @Size(max = 200) List<@LongRange(min = -400, max = 1_200) Long> steps) {
    MemoryBudget budget = new MemoryBudget(LIMIT);
    List<Long> reserved = new ArrayList<>();
    for (long step : steps) {
      long sum = reserved.stream().mapToLong(Long::longValue).sum();
      if (step >= 0) {
        boolean fits = sum + step <= LIMIT;
        assertThat(budget.tryReserve(step)).isEqualTo(fits);
        if (fits) {
          reserved.add(step);
        }
      } else if (!reserved.isEmpty()) {
        budget.release(reserved.remove(0));
      }
      assertThat(budget.used())
          .isEqualTo(reserved.stream().mapToLong(Long::longValue).sum())
          .isBetween(0L, LIMIT);
    }
  }

  @Test
  void reservation_thatOverflowsALong_isRefused() {
    MemoryBudget budget = new MemoryBudget(LIMIT);
    assertThat(budget.tryReserve(1)).isTrue();

    assertThat(budget.tryReserve(Long.MAX_VALUE)).isFalse();
    assertThat(budget.used()).isEqualTo(1);
  }

  @Test
  void severalThreads_neverSeeMoreThanTheLimitNorLessThanNothing() throws Exception {
    MemoryBudget budget = new MemoryBudget(LIMIT);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Random random = new Random(i);
        runs.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 100_000; round++) {
                    long bytes = random.nextInt(600);
                    boolean mine = budget.tryReserve(bytes);
                    long used = budget.used();
                    if (used < (mine ? bytes : 0) || used > LIMIT) {
                      over.set(true);
                    }
                    if (mine) {
                      budget.release(bytes);
                    }
                  }
                }));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(over).isFalse();
    assertThat(budget.used()).isZero();
  }
}
