package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How numbers read, and how the search's text is edited: the page's modules by themselves. */
class FormatIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.kept();
  @RegisterExtension static final Browser BROWSER = new Browser();

  @BeforeEach
  void open() {
    BROWSER.open(VIEWER.uri());
  }

  private static Object call(String module, String function, Object... arguments) {
    return BROWSER.script(
        "const [module, name, values] = arguments;"
            + "return import('/page/' + module).then((it) => it[name](...values))",
        module,
        function,
        arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "1, 1 ns",
    "999, 999 ns",
    "1000, 1 µs",
    "12_345, 12.3 µs",
    "999_499, 999 µs",
    "999_600, 1 ms",
    "1_234_567, 1.23 ms",
    "314_159_265, 314 ms",
    "999_700_000, 1 s",
    "59_900_000_000, 59.9 s",
    "59_960_000_000, 1 min 0 s",
    "90_000_000_000, 1 min 30 s",
    "7_320_000_000_000, 2 h 2 min",
  })
  void duration_hasThreeDigitsAndAUnit(String nanos, String text) {
    assertThat(call("format.js", "duration", Long.parseLong(nanos.replace("_", ""))))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "1024, 1 kB", "1536, 1.5 kB", "268435456, 256 MB"})
  void bytes_haveAUnit(long bytes, String text) {
    assertThat(call("format.js", "bytes", bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "0.0001, <0.1 %",
    "0.002, 0.2 %",
    "0.123, 12 %",
    "0.9999, >99.9 %",
    "1, 100 %"
  })
  void percent_isZeroOrAHundred_onlyIfItIs(double share, String text) {
    assertThat(call("format.js", "percent", share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, now",
    "999, now",
    "59_000, 59 s",
    "60_000, 1 min",
    "3_600_000, 1 h",
    "172_800_000, 2 d",
    "-6_000, in future",
  })
  void age_isInOneUnit(String millis, String text) {
    long now = 1_700_000_000_000L;
    long at = now - Long.parseLong(millis.replace("_", ""));
    assertThat(call("format.js", "age", at, now)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'' | service: | payment | service:payment",
        "cart | service: | the shop | cart service:\"the shop\"",
        "service:a  status:ok | service: | b | service:b status:ok",
        "operation:\"a  b\" service:c | service: | d | operation:\"a  b\" service:d",
        "total>=1s cart | total> | 2s | total>2s cart",
        "cart service:\"x \\\" y\" | service: | z | cart service:z",
      })
  void condition_isReplacedWhereItStands(String text, String key, String value, String changed) {
    assertThat(call("views/traces/query-text.js", "withValue", text, key, value))
        .isEqualTo(changed);
    assertThat(call("views/traces/query-text.js", "valueOf", changed, key)).isEqualTo(value);
  }

  @Test
  void condition_isRemoved() {
    assertThat(call("views/traces/query-text.js", "withValue", "a service:b c", "service:", null))
        .isEqualTo("a c");
  }

  @Test
  void services_haveColoursOfTheirOwn_thatStay() {
    String colors =
        "return import('/page/color.js').then(({serviceColor}) =>"
            + " Array.from({length: 24}, (_, i) => serviceColor('service ' + i)).join())";
    String before = BROWSER.script(colors);
    BROWSER.driver().navigate().refresh();

    assertThat(BROWSER.<String>script(colors)).isEqualTo(before);
    assertThat(before.split(",")).doesNotHaveDuplicates();
  }
}
