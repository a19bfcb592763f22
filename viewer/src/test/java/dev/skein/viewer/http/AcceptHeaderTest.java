package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZip",
        "br, gzip",
        "deflate;q=0.5 , gzip ; q=0.001",
        "gzip;q=1.000",
        "gzip;Q=1",
        "*",
        "br;q=0, *;q=0.1",
        "gzip, identity",
        "gzip;q=0.5, identity;q=0.5",
        "identity;q=0, gzip;q=0.1"
      })
  void codingThatIsTaken_isKnown(String header) {
    assertThat(AcceptHeader.of(header).takesCoding("gzip")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "br",
        "notgzip",
        "gzip;q=0",
        "gzip;q=0.000",
        "br, gzip; q=0",
        "gzip;q=0, *",
        "*;q=0",
        "gzip;q=0.5, identity",
        "gzip;q=2",
        "gzip;q=-1",
        "gzip;q=",
        "gzip;q=0.0001",
        "gzip;q=1x1",
        "gzip;q=a"
      })
  void codingThatIsNotWanted_isKnown(String header) {
    assertThat(AcceptHeader.of(header).takesCoding("gzip")).isFalse();
  }

  @Test
  void noHeader_asksForNothing() {
    assertThat(AcceptHeader.of("").takesCoding("gzip")).isFalse();
    assertThat(AcceptHeader.of("").prefers("a/b", "c/d")).isFalse();
  }

  @Test
  void preference_isByWeight_andByNameOnly() {
    assertThat(AcceptHeader.of("a/b, */*").prefers("a/b", "c/d")).isTrue();
    assertThat(AcceptHeader.of("a/b, c/d").prefers("a/b", "c/d")).isTrue();
    assertThat(AcceptHeader.of("a/b;q=0.8, c/d;q=0.9").prefers("a/b", "c/d")).isFalse();
    assertThat(AcceptHeader.of("a/b;q=0").prefers("a/b", "c/d")).isFalse();
    assertThat(AcceptHeader.of("*/*").prefers("a/b", "c/d")).isFalse();
  }
}
