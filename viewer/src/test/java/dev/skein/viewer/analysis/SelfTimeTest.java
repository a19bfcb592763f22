package dev.skein.viewer.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Hand-worked: the time in which no child of a span ran. */
class SelfTimeTest {
  private static String selfTimes(String drawing) {
    return Drawing.each(Drawing.analysis(drawing), SpanNode::selfNanos);
  }

  @Test
  void childrenOneAfterAnother_leaveTheRest() {
    assertThat(
            selfTimes(
                """
                root  |##########|
                  a   | ###      |
                  b   |     ####|
                """))
        .isEqualTo("root 3, a 3, b 4");
  }

  @Test
  void overlapOfChildren_countsOnce() {
    assertThat(
            selfTimes(
                """
                root  |############|
                  a   | ######     |
                  b   |   ######   |
                  c   |    ##      |
                """))
        .as("1 to 9 is covered, twice or not")
        .isEqualTo("root 4, a 6, b 6, c 2");
  }

  @Test
  void childThatOutlivesItsParent_countsAsLongAsTheParentRuns() {
    assertThat(
            selfTimes(
                """
                root  |######    |
                  a   |   #######|
                """))
        .isEqualTo("root 3, a 7");
  }

  @Test
  void childAfterItsParent_takesNothingFromIt() {
    assertThat(
            selfTimes(
                """
                root             |####      |
                  later CONSUMER |      ####|
                """))
        .isEqualTo("root 4, later 4");
  }

  @Test
  void childThatBeganBeforeItsParent_countsFromTheParentsStart() {
    assertThat(
            selfTimes(
                """
                root  |##########|
                  a   |  ######  |
                    b |####      |
                """))
        .isEqualTo("root 4, a 4, b 4");
  }

  @Test
  void childOfAWrongClock_countsWhereItReallyRan() {
    assertThat(
            selfTimes(
                """
                ask CLIENT @shop    |    ########|
                  answer SERVER @b  |####        |
                    work @b         | ##         |
                """))
        .isEqualTo("ask 4, answer 2, work 2");
  }

  @Test
  void grandchildren_takeNothingFromTheirGrandparent() {
    assertThat(
            selfTimes(
                """
                root  |##########|
                  a   |  ####    |
                    b |   ####   |
                """))
        .isEqualTo("root 6, a 1, b 4");
  }
}
