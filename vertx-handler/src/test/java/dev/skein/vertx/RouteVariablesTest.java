package dev.skein.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteVariablesTest {
  @ParameterizedTest
  @CsvSource({
    "/items/:id, /items/{id}",
    "/:a/x/:b_2, /{a}/x/{b_2}",
    "/flights/:from-:to, /flights/{from}-{to}",
    "/plain, /plain",
    "/time/12:30, /time/12:30",
    "/trailing:, /trailing:",
    "/(?:a|b)/x, /(?:a|b)/x"
  })
  void variable_standsInBraces(String template, String expected) {
    assertThat(RouteVariables.inBraces(template)).isEqualTo(expected);
  }
}
