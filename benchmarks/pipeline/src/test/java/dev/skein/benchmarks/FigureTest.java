package dev.skein.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void median_ofThreeRounds_hasTheMiddleAndTheEnds() {
    Figure figure =
        Figure.median("pipeline", "rate", "skein", "cpu_per_span", List.of(3.0, 0.71, 0.5), "us")
            .with(Map.of("rate", 40_000));

    assertThat(figure.toJson())
        .isEqualTo(
            "{\"suite\":\"pipeline\",\"case\":\"rate\",\"subject\":\"skein\","
                + "\"metric\":\"cpu_per_span\",\"value\":0.71,\"low\":0.5,\"high\":3,"
                + "\"samples\":3,\"unit\":\"us\",\"params\":{\"rate\":40000}}");
  }

  @Test
  void median_ofTwoRounds_liesBetweenThem() {
    assertThat(Figure.median("s", "c", "x", "m", List.of(2.0, 1.0), "").value()).isEqualTo(1.5);
  }

  @Test
  void missing_hasNoValueAndAReason() {
    assertThat(Figure.missing("s", "c", "x", "m", "ns", "no \"JDK\"").toJson())
        .contains("\"value\":null")
        .contains("\"note\":\"no \\\"JDK\\\"\"");
  }

  @Test
  void value_isWrittenWithFiveDigitsAndWithoutExponent() {
    assertThat(Figure.of("s", "c", "x", "m", 1234567.89, "").toJson()).contains(":1234600,");
    assertThat(Figure.of("s", "c", "x", "m", 0.000012345678, "").toJson())
        .contains(":0.000012346,");
    assertThat(Figure.of("s", "c", "x", "m", Double.NaN, "").toJson()).contains(":null,");
  }
}
