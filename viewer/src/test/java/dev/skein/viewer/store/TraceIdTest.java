package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceIdTest {
  private static final int IDS = 50_000;

  /** Who sends spans chooses ids. */
  @Test
  void idsOfOneHash_areToldApart() {
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

  /** It looks at the declaration: an order of a supertype, or of anything, does not count. */
  @Test
  void order_isOneThatAHashMapUsesWhereHashesAreTheSame() {
    assertThat(TraceId.class.getGenericInterfaces())
        .extracting(Type::getTypeName)
        .contains("java.lang.Comparable<" + TraceId.class.getName() + ">");
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
