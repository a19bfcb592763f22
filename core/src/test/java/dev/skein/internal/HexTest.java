package dev.skein.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HexTest {
  /** What is written and read, the way one writes it without a thought of speed. */
  private static String reference(long value) {
    return String.format("%016x", value);
  }

  private static boolean isDigit(char c) {
    return "0123456789abcdef".indexOf(c) >= 0;
  }

  @Property
  void toHex_writesEveryDigit(@ForAll long high, @ForAll long low) {
    assertThat(Hex.toHex(low)).isEqualTo(reference(low));
    assertThat(Hex.toHex(high, low)).isEqualTo(reference(high) + reference(low));
  }

  @Test
  void put_everyByte_isWrittenAndReadBack() {
    for (int value = 0; value < 256; value++) {
      String text = Hex.take().put(0, '<').put(1, (byte) value).put(3, '>').finish(4);

      assertThat(text).isEqualTo(String.format("<%02x>", value));
      assertThat(Hex.parse2(text, 1)).isEqualTo(value);
    }
  }

  @Property
  void parse8_readsWhatWasWritten(@ForAll int value) {
    long unsigned = Integer.toUnsignedLong(value);

    assertThat(Hex.parse8("-" + String.format("%08x", value) + "-", 1)).isEqualTo(unsigned);
  }

  @Property
  void parse8_anyOtherChar_isNegative(
      @ForAll int value, @ForAll @IntRange(max = 7) int at, @ForAll char other) {
    StringBuilder text = new StringBuilder(String.format("%08x", value));
    text.setCharAt(at, other);

    assertThat(Hex.parse8(text.toString(), 0) >= 0).isEqualTo(isDigit(other));
  }

  @Test
  void parse2_everyChar_isADigitOrNegative() {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      boolean digit = isDigit(c);

      assertThat(Hex.parse2(c + "0", 0) >= 0).as("%d on the left", (int) c).isEqualTo(digit);
      assertThat(Hex.parse2("0" + c, 0) >= 0).as("%d on the right", (int) c).isEqualTo(digit);
    }
  }

  @Test
  void take_whileAnotherTextIsUnfinished_keepsThemApart() {
    Hex first = Hex.take().put(0, 1L);
    Hex second = Hex.take().put(0, 2L);
    Hex third = Hex.take().put(0, 3L);

    assertThat(second.finish(16)).isEqualTo(reference(2));
    assertThat(first.finish(16)).isEqualTo(reference(1));
    assertThat(third.finish(16)).isEqualTo(reference(3));
  }

  @Test
  void toHex_manyThreads_eachGetsItsOwnText() throws Exception {
    int threads = 40;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier together = new CyclicBarrier(threads);
      List<Future<List<String>>> runs = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        long from = thread * 1_000_000L;
        runs.add(
            pool.submit(
                () -> {
                  together.await();
                  List<String> wrong = new ArrayList<>();
                  for (long value = from; value < from + 2_000; value++) {
                    String text = Hex.toHex(value, ~value);
                    if (Long.parseLong(text.substring(0, 16), 16) != value
                        || Long.parseUnsignedLong(text.substring(16), 16) != ~value) {
                      wrong.add(text);
                    }
                  }
                  return wrong;
                }));
      }
      for (Future<List<String>> run : runs) {
        assertThat(run.get()).isEmpty();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
