package dev.skein.viewer.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "256MB, 256000000",
    "1GiB, 1073741824",
    "512m, 536870912",
    "2 kib, 2048",
    "3kB, 3000",
    "17, 17",
    "17b, 17"
  })
  void amount_isRead_inTheUnitsThatPeopleUse(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MB", "12TB", "-1MB", "1.5GB", "99999999999999999999", "9999999999g"})
  void mistake_isToldWithTheTextThatWasGiven(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({"256000000, 256 MB", "268435456, 256 MiB", "1073741824, '1,024 MiB'", "99, 99 bytes"})
  void amount_isPrinted_asItWasProbablyGiven(long bytes, String text) {
    assertThat(ByteSize.format(bytes)).isEqualTo(text);
  }
}
