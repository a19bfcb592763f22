package dev.skein.viewer.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  /** Rows as {@code ..name left|right}, a side as {@code count total/self errors}. */
  private static List<String> rows(String left, String right) {
    List<String> rows = new ArrayList<>();
    for (Comparison.Row row :
        Comparison.of(Drawing.analysis(left), Drawing.analysis(right)).rows()) {
      rows.add(
          ".".repeat(row.depth()) + row.name() + " " + side(row.left()) + "|" + side(row.right()));
    }
    return rows;
  }

  private static String side(Comparison.@Nullable Side side) {
    return side == null
        ? "-"
        : side.count()
            + "x "
            + side.totalNanos() / TestSpan.MILLI
            + "/"
            + side.selfNanos() / TestSpan.MILLI
            + (side.errorCount() == 0 ? "" : " !" + side.errorCount());
  }

  @Test
  void spansOfTheSamePath_areBesideEachOther() {
    assertThat(
            rows(
                """
                root  |##########|
                  a   | ###      |
                    x |  #       |
                  b   |     ###  |
                """,
                """
                root  |##########|
                  a   | ######## |
                    x |  #       |
                  b ! |         #|
                """))
        .containsExactly(
            "root 1x 10/4|1x 10/1", ".a 1x 3/2|1x 8/7", "..x 1x 1/1|1x 1/1", ".b 1x 3/3|1x 1/1 !1");
  }

  @Test
  void siblingsOfOnePath_areOneRow_withAllThatIsBelow() {
    assertThat(
            rows(
                """
                root  |##########|
                  a   |##        |
                    x |#         |
                  a   |   ##     |
                    x |   #      |
                  a ! |      ##  |
                """,
                """
                root  |##########|
                  a   |##        |
                """))
        .containsExactly("root 1x 10/4|1x 10/8", ".a 3x 6/4 !1|1x 2/2", "..x 2x 2/2|-");
  }

  @Test
  void whatOnlyOneSideHas_isAtItsPlace() {
    assertThat(
            rows(
                """
                root     |##########|
                  a      |##        |
                  left   |  ##      |
                  z      |        ##|
                """,
                """
                root     |##########|
                  first  |#         |
                  a      | #        |
                  right  |   ##     |
                    deep |   #      |
                  z      |        ##|
                """))
        .containsExactly(
            "root 1x 10/4|1x 10/4",
            ".first -|1x 1/1",
            ".a 1x 2/2|1x 1/1",
            ".right -|1x 2/1",
            "..deep -|1x 1/1",
            ".left 1x 2/2|-",
            ".z 1x 2/2|1x 2/2");
  }

  @Test
  void kindAndService_distinguish() {
    assertThat(rows("a CLIENT @x |##|", "a SERVER @x |##|"))
        .containsExactly("a -|1x 2/2", "a 1x 2/2|-");
    assertThat(rows("a @x |##|", "a @y |##|")).hasSize(2);
  }
}
