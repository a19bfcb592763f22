package dev.skein.viewer.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand-worked: what the root waited for. */
class CriticalPathTest {
  private static String path(String drawing) {
    return Drawing.path(Drawing.analysis(drawing));
  }

  @Test
  void loneSpan_isItsPath() {
    assertThat(path("root |####|")).isEqualTo("root 0-4");
  }

  @Test
  void childrenOneAfterAnother_areAllOnThePath() {
    assertThat(
            path(
                """
                root  |##########|
                  a   | ###      |
                  b   |     ####|
                """))
        .isEqualTo("root 0-1, a 1-4, root 4-5, b 5-9, root 9-10");
  }

  @Test
  void childrenAtOnce_onlyTheLastToFinishIsOnThePath() {
    assertThat(
            path(
                """
                root    |##########|
                  quick | ###      |
                  slow  | #######  |
                """))
        .isEqualTo("root 0-1, slow 1-8, root 8-10");
  }

  @Test
  void childThatStillRanWhenTheNextBegan_wasNotWaitedFor() {
    assertThat(
            path(
                """
                root   |############|
                  a    | ##         |
                  b    |  #####     |
                  last |     ######|
                """))
        .as("b overlaps last, a ended before last began")
        .isEqualTo("root 0-1, a 1-3, root 3-5, last 5-11, root 11-12");
  }

  @Test
  void path_goesOnThroughGrandchildren() {
    assertThat(
            path(
                """
                root        |##############|
                  a         | ##########   |
                    b       |  ###         |
                      c     |  ##          |
                    d       |     #####    |
                  e         |            ##|
                """))
        .isEqualTo("root 0-1, a 1-2, c 2-4, b 4-5, d 5-10, a 10-11, root 11-12, e 12-14");
  }

  @Test
  void childThatOutlivesItsParent_isClipped() {
    assertThat(
            path(
                """
                root    |########    |
                  a     |  ##########|
                    b   |    ########|
                """))
        .isEqualTo("root 0-2, a 2-4, b 4-8");
  }

  @Test
  void childrenOfAClippedParent_areClippedWithIt() {
    assertThat(
            path(
                """
                root    |######      |
                  a     | ###########|
                    b   |  ##        |
                    c   |     ####   |
                    d   |         ###|
                """))
        .as("d began after all was over")
        .isEqualTo("root 0-1, a 1-2, b 2-4, a 4-5, c 5-6");
  }

  @Test
  void childThatBeginsWhenItsParentHasEnded_isNotWaitedFor() {
    assertThat(
            path(
                """
                root      |##########|
                  a       | ##       |
                    after |    ###   |
                """))
        .isEqualTo("root 0-1, a 1-3, root 3-10");
  }

  @Test
  void childThatBeginsWhenTheRootHasEnded_comesAfterIt() {
    assertThat(
            path(
                """
                root      |####        |
                  after   |      ######|
                    below |       ##   |
                """))
        .isEqualTo("root 0-4, after 6-7, below 7-9, after 9-12");
  }

  @Test
  void consumerThatOutlivesItsProducer_isNotWaitedFor() {
    assertThat(
            path(
                """
                root                  |##########|
                  send PRODUCER       | ####     |
                    work CONSUMER @b  |   ######|
                  answer              |       ##|
                """))
        .isEqualTo("root 0-1, send 1-5, root 5-7, answer 7-9, root 9-10");
  }

  @Test
  void consumerWithinItsProducer_isWaitedFor() {
    assertThat(
            path(
                """
                root                  |##########|
                  send PRODUCER       | #######  |
                    work CONSUMER @b  |   ####   |
                """))
        .isEqualTo("root 0-1, send 1-3, work 3-7, send 7-8, root 8-10");
  }

  @Test
  void childrenThatEndTogether_theLongerIsOnThePath() {
    assertThat(
            path(
                """
                root    |########|
                  short |    ### |
                  long  |  ##### |
                """))
        .isEqualTo("root 0-2, long 2-7, root 7-8");
  }

  @Test
  void spansOfAWrongClock_areOnThePathWhereTheyReallyRan() {
    assertThat(
            path(
                """
                buy @shop              |    ##########|
                  ask CLIENT @shop     |    ########  |
                    answer SERVER @b   |####          |
                      work @b          | ##           |
                """))
        .isEqualTo("ask 0-2, answer 2-3, work 3-5, answer 5-6, ask 6-8, buy 8-10");
  }

  @Test
  void consumersThatRunWhenTheRootHasEnded_comeAfterIt() {
    assertThat(
            path(
                """
                root                   |######               |
                  send PRODUCER        |  ##                 |
                    work CONSUMER @b   |    ########         |
                      query @b         |      ###            |
                      send PRODUCER @b |          ##         |
                        mail CONSUMER  |              #######|
                    quick CONSUMER @c  |    #####            |
                """))
        .as("what the last consumer waited for, in turn")
        .isEqualTo("root 0-2, send 2-4, root 4-6, query 6-9, work 9-10, send 10-12, mail 14-21");
  }

  @Test
  void consumersThatAreRootsThemselves_comeAfterTheFirstRoot() {
    assertThat(
            path(
                """
                post SERVER @shop |####             |
                early CONSUMER @b |  ######         |
                late CONSUMER @c  |           ##### |
                  query @c        |            ##   |
                """))
        .isEqualTo("post 0-4, early 4-8, late 11-12, query 12-14, late 14-16");
  }

  @Test
  void whatRanBeforeTheFirstRoot_isOnThePathAsWell() {
    List<SpanData> spans =
        List.of(
            TestSpan.span(1, 9, "orphan").millis(0, 5).build(),
            TestSpan.span(2, 0, "root").millis(3, 10).build());

    assertThat(Drawing.path(TraceAnalysis.of(spans))).isEqualTo("orphan 0-3, root 3-10");
  }

  @Test
  void missingRoot_isStoodForByThoseWhoLackIt() {
    List<SpanData> spans =
        List.of(
            TestSpan.span(1, 9, "a").millis(0, 30).build(),
            TestSpan.span(2, 9, "quick").millis(32, 40).build(),
            TestSpan.span(3, 9, "slow").millis(31, 60).build(),
            TestSpan.span(4, 3, "below").millis(40, 50).build(),
            TestSpan.span(5, 9, "told").kind(SpanKind.CONSUMER).millis(20, 80).build());
    TraceAnalysis trace = TraceAnalysis.of(spans);

    assertThat(Drawing.path(trace))
        .as("but for the consumer, as long as they ran")
        .isEqualTo("a 0-30, slow 31-40, below 40-50, slow 50-60, told 60-80");
    assertThat(trace.root()).isZero();
  }

  @Test
  void consumersAlone_standForTheMissingRoot() {
    List<SpanData> spans =
        List.of(
            TestSpan.span(1, 9, "first").kind(SpanKind.CONSUMER).millis(0, 30).build(),
            TestSpan.span(2, 9, "second").kind(SpanKind.CONSUMER).millis(40, 60).build());

    assertThat(Drawing.path(TraceAnalysis.of(spans))).isEqualTo("first 0-30, second 40-60");
  }

  @Test
  void path_beginsWithThatOfTheFirstRoot() {
    TraceAnalysis trace =
        Drawing.analysis(
            """
            first  |######    |
              a    |  ##      |
            second |    ######|
            """);

    assertThat(Drawing.path(trace)).isEqualTo("first 0-2, a 2-4, first 4-6, second 6-10");
    assertThat(trace.root()).isZero();
    assertThat(trace.durationNanos()).isEqualTo(10 * TestSpan.MILLI);
  }

  @Test
  void timeOnThePath_isSummedForEachSpan() {
    TraceAnalysis trace =
        Drawing.analysis(
            """
            root  |##########|
              a   | ###      |
              b   |     ####|
            """);

    assertThat(Drawing.each(trace, SpanNode::criticalNanos)).isEqualTo("root 3, a 3, b 4");
  }

  @Test
  void instant_hasNoPath() {
    TraceAnalysis trace =
        TraceAnalysis.of(List.of(TestSpan.span(1, 0, "blink").millis(5, 5).build()));

    assertThat(trace.criticalPath()).isEmpty();
  }
}
