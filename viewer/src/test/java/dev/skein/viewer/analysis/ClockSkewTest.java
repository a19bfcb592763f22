package dev.skein.viewer.analysis;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hand-worked: what is moved when clocks differ, and what is left alone. */
class ClockSkewTest {
  private static String offsets(String drawing) {
    return Drawing.each(Drawing.analysis(drawing), SpanNode::offsetNanos);
  }

  private static String skews(String drawing) {
    return Drawing.each(Drawing.analysis(drawing), SpanNode::skewNanos);
  }

  @Test
  void serverWithinItsClient_stays() {
    assertThat(
            skews(
                """
                ask CLIENT @shop    |##########|
                  answer SERVER @b  |##        |
                """))
        .isEqualTo("ask 0, answer 0");
  }

  @Test
  void serverThatBeganBeforeItsClient_isCentred_withAllThatIsBelow() {
    assertThat(
            offsets(
                """
                buy @shop              |    ##########|
                  ask CLIENT @shop     |    ########  |
                    answer SERVER @b   |####          |
                      work @b          | ##           |
                """))
        .as("4 of 8 ms: 2 before, 2 behind")
        .isEqualTo("buy 0, ask 0, answer 2, work 3");
  }

  @Test
  void serverAfterItsClient_isCentred() {
    assertThat(
            skews(
                """
                ask CLIENT @shop     |########      |
                  answer SERVER @b   |          ####|
                """))
        .isEqualTo("ask 0, answer -8");
  }

  @Test
  void serverThatEndsMuchLaterThanItsClient_isCentred() {
    assertThat(
            skews(
                """
                ask CLIENT @shop     |########      |
                  answer SERVER @b   |      ####    |
                """))
        .isEqualTo("ask 0, answer -4");
  }

  @Test
  void serverThatEndsALittleLaterThanItsClient_stays() {
    assertThat(
            skews(
                """
                ask CLIENT @shop     |########      |
                  answer SERVER @b   |     ####     |
                """))
        .as("a millisecond late: the client had read the response by then")
        .isEqualTo("ask 0, answer 0");
  }

  @Test
  void serverThatOutlivesAClientThatGaveUp_stays() {
    assertThat(
            skews(
                """
                ask CLIENT @shop !   |########      |
                  answer SERVER @b   |          ####|
                """))
        .isEqualTo("ask 0, answer 0");
  }

  @Test
  void serverThatTookLongerThanItsClient_beginsWithItAtTheEarliest() {
    assertThat(
            skews(
                """
                buy @shop             |   #########   |
                  ask CLIENT @shop    |   ####        |
                    answer SERVER @b  |########       |
                  tell CLIENT @shop   |         ##    |
                    listen SERVER @c  |          #####|
                """))
        .isEqualTo("buy 0, ask 0, answer 3, tell 0, listen 0");
  }

  @Test
  void consumerThatBeganBeforeItsProducer_isMoved() {
    assertThat(
            skews(
                """
                send PRODUCER @shop  |   ######|
                  work CONSUMER @b   | ##      |
                """))
        .isEqualTo("send 0, work 4");
  }

  @Test
  void consumerAfterItsProducer_staysWhereItIs() {
    assertThat(
            skews(
                """
                send PRODUCER @shop   |######            |
                  work CONSUMER @b    |       ###        |
                    store @b          |        #         |
                  again CONSUMER @c   |    ######        |
                """))
        .isEqualTo("send 0, again 0, work 0, store 0");
  }

  @Test
  void withinAProcess_nothingIsMoved() {
    assertThat(
            skews(
                """
                ask CLIENT @shop        |    ######|
                  answer SERVER @shop   |##        |
                """))
        .isEqualTo("ask 0, answer 0");
  }

  @Test
  void betweenOtherKinds_nothingIsMoved() {
    assertThat(
            skews(
                """
                ask @shop       |    ######|
                  answer @b     |##        |
                """))
        .isEqualTo("ask 0, answer 0");
  }

  @Test
  void wayThroughSeveralWrongClocks_comesRightFromTheRootOn() {
    assertThat(
            offsets(
                """
                a CLIENT @one             |          ########## |
                  b SERVER @two           |########             |
                    c CLIENT @two         | ######              |
                      d SERVER @three     |                 ####|
                        e CLIENT @three   |                  ## |
                          f SERVER @one   |              #      |
                """))
        .as("b is centred in a, c goes with it, d in c, e with it; f is a's clock and fits nowhere")
        .isEqualTo("a 0, b 1, c 2, d 3, e 4, f 4");
  }

  @Test
  void twoInstancesOfOneService_haveTheirOwnClocks() {
    Map<String, Object> one = Map.of("service.name", "shop", "host.name", "one");
    Map<String, Object> two = Map.of("service.name", "shop", "host.name", "two");
    TraceAnalysis trace =
        TraceAnalysis.of(
            List.of(
                span(1, 0, "ask").kind(SpanKind.CLIENT).resource(one).millis(10, 20).build(),
                span(2, 1, "answer").kind(SpanKind.SERVER).resource(two).millis(0, 4).build()));

    assertThat(Drawing.each(trace, SpanNode::skewNanos)).isEqualTo("ask 0, answer 13");
  }

  @Test
  void shift_reachesThroughASpanWithoutATime() {
    long now = 1_790_000_000_000L;
    TraceAnalysis trace =
        TraceAnalysis.of(
            List.of(
                span(1, 0, "ask").kind(SpanKind.CLIENT).millis(now + 10, now + 20).build(),
                span(2, 1, "answer").kind(SpanKind.SERVER).in("b").millis(now + 1, now + 9).build(),
                span(3, 2, "unset").in("b").nanos(0, 0).build(),
                span(4, 3, "work").in("b").millis(now + 3, now + 4).build()));

    assertThat(Drawing.each(trace, SpanNode::offsetNanos))
        .isEqualTo("ask 0, answer 1, unset 1, work 3");
  }

  @Test
  void moveAcrossTheEndsOfTime_staysWithinThem() {
    TraceAnalysis trace =
        TraceAnalysis.of(
            List.of(
                span(1, 0, "ask").kind(SpanKind.CLIENT).nanos(0, 10).build(),
                span(2, 1, "answer")
                    .kind(SpanKind.SERVER)
                    .in("b")
                    .nanos(Long.MAX_VALUE - 4, Long.MAX_VALUE)
                    .build(),
                span(3, 2, "work").in("b").nanos(5, 9).build()));

    assertThat(trace.nodes()).allMatch(node -> node.offsetNanos() >= 0 && node.endNanos() >= 0);
  }
}
