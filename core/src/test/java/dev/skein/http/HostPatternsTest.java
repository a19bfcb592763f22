package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternsTest {
  private final HostPatterns some =
      new HostPatterns(List.of("stock.example", "*.shop.example", "::1", "[fd00::1]", "10.0.0.1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stock.example",
        "STOCK.Example",
        "stock.example.",
        "a.shop.example",
        "a.b.shop.example",
        "A.SHOP.EXAMPLE.",
        "::1",
        "fd00::1",
        "10.0.0.1"
      })
  void hostThatIsNamed_matches(String host) {
    assertThat(some.matches(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "shop.example",
        ".shop.example.evil",
        "evilshop.example",
        "a.stock.example",
        "stock.example.evil",
        "xstock.example",
        "10.0.0.12",
        "fd00::12"
      })
  void hostThatIsNotNamed_doesNotMatch(String host) {
    assertThat(some.matches(host)).isFalse();
  }

  @Test
  void unknownHost_matchesTheAsteriskOnly() {
    assertThat(some.matches((String) null)).isFalse();
    assertThat(new HostPatterns(List.of("a", "*")).matches((String) null)).isTrue();
    assertThat(new HostPatterns(List.of()).matches("stock.example")).isFalse();
  }
}
