package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HashIndexTest {
  /** An even number is added, unless it is there; an odd one takes the number below it away. */
  @Property(tries = 500)
  void anyOrder_holdsWhatASetWould(
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 199) Integer> steps,
      @ForAll @IntRange(min = 1, max = 64) int hashes) {
    HashIndex index = new HashIndex();
    Map<Integer, Set<Integer>> expected = new HashMap<>();
    int size = 0;
    for (int step : steps) {
      int item = step & ~1;
      int hash = item % hashes * 0x1000_0001;
      Set<Integer> same = expected.computeIfAbsent(hash, any -> new HashSet<>());
      if (step % 2 == 0 && same.add(item)) {
        index.add(hash, item);
        size++;
      } else if (step % 2 == 1 && same.remove(item)) {
        index.remove(hash, item);
        size--;
      }
      assertThat(items(index, hash)).isEqualTo(same);
      assertThat(index.size()).isEqualTo(size);
    }
    expected.forEach((hash, same) -> assertThat(items(index, hash)).isEqualTo(same));
  }

  private static Set<Integer> items(HashIndex index, int hash) {
    Set<Integer> items = new HashSet<>();
    for (int at = index.first(hash); at >= 0; at = index.next(at, hash)) {
      assertThat(items.add(index.item(at))).isTrue();
    }
    return items;
  }
}
