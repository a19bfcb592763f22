package dev.skein.viewer.analysis;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said of where the time went. */
class TimeHintsTest extends HintFixture {
  @Test
  void callThatWaitsForSomebodyUnseen_saysForWhom() {
    add(span(1, 0, "root").millis(0, 100));
    add(call(2, "SELECT", 10, 90).attribute("db.namespace", "orders"));

    assertThat(only(Hint.Kind.SLOWEST_SELF_TIME).detail())
        .isEqualTo(
            "80.0 ms of its own, 80 % of the trace: it waits for orders, which sends no span.");
  }

  @Test
  void callThatIsSlowerThanWhatItCalls_saysThatItIsTheWay() {
    Hint slowest =
        only(
            Hint.Kind.SLOWEST_SELF_TIME,
            hints(
                """
                root @shop             |####################|
                  ask CLIENT @shop     | ################## |
                    answer SERVER @bank|         ##         |
                """));

    assertThat(slowest.detail())
        .isEqualTo(
            "16.0 ms of its own, 80 % of the trace, while bank is not at work for it: the"
                + " network, a connection, or a queue.");
  }

  @Test
  void spanWithChildren_tookTimeWhileNoneRan() {
    Hint slowest =
        only(
            Hint.Kind.SLOWEST_SELF_TIME,
            hints(
                """
                root  |##########|
                  a   |  ##      |
                """));

    assertThat(slowest.detail())
        .isEqualTo("8.0 ms of its own, 80 % of the trace, while its child does not run.");
  }

  @Test
  void traceWithoutTime_hasNoSlowestSpan() {
    add(span(1, 0, "blink").millis(3, 3));

    assertThat(hints()).isEmpty();
  }

  @Test
  void holeBetweenTwoChildren_isAGap() {
    Hint gap =
        only(
            Hint.Kind.GAP,
            hints(
                """
                root  |########################################|
                  a   | #####                                  |
                  b   |                        ############### |
                """));

    assertThat(gap.title()).isEqualTo("Nothing is recorded for 18.0 ms of shop's \"root\"");
    assertThat(gap.detail())
        .isEqualTo(
            "Between \"a\" and \"b\" it does something that no span tells of: 45 % of the trace. A"
                + " span of its own around that would show what.");
    assertThat(gap.spans()).containsExactly(0, 1, 2);
  }

  @Test
  void selfTimeAtTheEdgesOrWithoutChildren_isNoGap() {
    assertThat(
            of(
                Hint.Kind.GAP,
                hints(
                    """
                    root  |########################################|
                      a   |             ####                       |
                      b   |                 ####                   |
                    """)))
        .isEmpty();
  }

  @Test
  void shortHole_isNoGap() {
    assertThat(
            of(
                Hint.Kind.GAP,
                hints(
                    """
                    root  |####################|
                      a   |####                |
                      b   |            ########|
                    """)))
        .as("8 ms are much of 20, but not much")
        .isEmpty();
  }

  @Test
  void timeWithoutAnySpan_isAGap() {
    Hint gap =
        only(
            Hint.Kind.GAP,
            hints(
                """
                send PRODUCER @shop   |#####                                   |
                  work CONSUMER @mail |                         ###############|
                """));

    assertThat(gap.title()).isEqualTo("No span runs for 20.0 ms");
    assertThat(gap.detail()).contains("the end of shop's \"send\"", "50 % of the trace", "queue");
    assertThat(gap.spans()).containsExactly(0, 1);
  }

  @Test
  void holeInACall_isTheNetworks() {
    assertThat(
            of(
                Hint.Kind.GAP,
                hints(
                    """
                    ask CLIENT @shop  |########################################|
                      first  @shop    |#####                                   |
                      second @shop    |                        ################|
                    """)))
        .isEmpty();
  }

  @Test
  void holeBesideALongerChild_isNoGap() {
    assertThat(
            of(
                Hint.Kind.GAP,
                hints(
                    """
                    root    |########################################|
                      long  |################################        |
                      short |  ####                                  |
                      next  |                                 #######|
                    """)))
        .isEmpty();
  }

  @Test
  void holeBeforeTheParentBegan_isNotPartOfTheGap() {
    Hint gap =
        only(
            Hint.Kind.GAP,
            hints(
                """
                root    |             ###########################|
                  early |####                                    |
                  late  |                          ##############|
                """));

    assertThat(gap.title()).isEqualTo("Nothing is recorded for 13.0 ms of shop's \"root\"");
  }
}
