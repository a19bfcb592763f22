package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceIdTest {
  private static final int IDS = 50_000;

  /** Who sends spans chooses ids; with a list to go through for each, this would take minutes. */
  @Test
  void idsOfOneHash_areFoundInASet() {
    List<TraceId> ids = new ArrayList<>();
    for (int i = 1; i <= IDS; i++) {
      long half = (long) i << 32 | i;
      ids.add(new TraceId(half, half));
    }
    assertThat(ids).extracting(TraceId::hashCode).containsOnly(0);

    Set<TraceId> set = new LinkedHashSet<>(ids);

    assertThat(set).hasSize(IDS);
    assertThat(ids).allMatch(set::contains);
  }

  @Test
  void order_isThatOfTheDigits() {
    List<TraceId> ids =
        List.of(
            new TraceId(0, 1),
            new TraceId(0, -1),
            new TraceId(1, 0),
            new TraceId(Long.MAX_VALUE, 0),
            new TraceId(-1, 0),
            new TraceId(-1, -1));

    assertThat(ids).isSorted().isSortedAccordingTo((a, b) -> a.toString().compareTo(b.toString()));
  }
}
