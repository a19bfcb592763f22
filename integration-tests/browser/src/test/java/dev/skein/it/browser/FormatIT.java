package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How numbers read, and how the search's text is edited: the page's modules by themselves. */
class FormatIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.kept();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final long NOW = 1_700_000_000_000L;

  /** One page for all cases: opening it takes longer than a hundred of them. */
  private static void check(Map<Object[], Object> cases, String module, String function) {
    BROWSER.open(VIEWER.uri());
    cases.forEach(
        (arguments, expected) ->
            assertThat(call(module, function, arguments))
                .as("%s(%s)", function, Arrays.toString(arguments))
                .isEqualTo(expected));
  }

  private static Object call(String module, String function, Object... arguments) {
    return BROWSER.script(
        "const [module, name, values] = arguments;"
            + "return import('/page/' + module).then((it) => it[name](...values))",
        module,
        function,
        arguments);
  }

  @Test
  void duration_hasThreeDigitsAndAUnit() {
    Map<Object[], Object> cases = new LinkedHashMap<>();
    cases.put(new Object[] {0L}, "0 ns");
    cases.put(new Object[] {1L}, "1 ns");
    cases.put(new Object[] {999L}, "999 ns");
    cases.put(new Object[] {1_000L}, "1 µs");
    cases.put(new Object[] {12_345L}, "12.3 µs");
    cases.put(new Object[] {999_499L}, "999 µs");
    cases.put(new Object[] {999_600L}, "1 ms");
    cases.put(new Object[] {1_234_567L}, "1.23 ms");
    cases.put(new Object[] {314_159_265L}, "314 ms");
    cases.put(new Object[] {999_700_000L}, "1 s");
    cases.put(new Object[] {59_900_000_000L}, "59.9 s");
    cases.put(new Object[] {59_960_000_000L}, "1 min 0 s");
    cases.put(new Object[] {90_000_000_000L}, "1 min 30 s");
    cases.put(new Object[] {7_320_000_000_000L}, "2 h 2 min");
    check(cases, "format.js", "duration");
  }

  @Test
  void bytes_haveAUnit() {
    Map<Object[], Object> cases = new LinkedHashMap<>();
    cases.put(new Object[] {0}, "0 B");
    cases.put(new Object[] {999}, "999 B");
    cases.put(new Object[] {1_024}, "1 kB");
    cases.put(new Object[] {1_536}, "1.5 kB");
    cases.put(new Object[] {268_435_456}, "256 MB");
    check(cases, "format.js", "bytes");
  }

  @Test
  void percent_isZeroOrAHundred_onlyIfItIs() {
    Map<Object[], Object> cases = new LinkedHashMap<>();
    cases.put(new Object[] {0.0}, "0 %");
    cases.put(new Object[] {0.0001}, "<0.1 %");
    cases.put(new Object[] {0.002}, "0.2 %");
    cases.put(new Object[] {0.123}, "12 %");
    cases.put(new Object[] {0.9999}, ">99.9 %");
    cases.put(new Object[] {1.0}, "100 %");
    check(cases, "format.js", "percent");
  }

  @Test
  void age_isInOneUnit() {
    Map<Object[], Object> cases = new LinkedHashMap<>();
    cases.put(new Object[] {NOW, NOW}, "now");
    cases.put(new Object[] {NOW - 999, NOW}, "now");
    cases.put(new Object[] {NOW - 59_000, NOW}, "59 s");
    cases.put(new Object[] {NOW - 60_000, NOW}, "1 min");
    cases.put(new Object[] {NOW - 3_600_000, NOW}, "1 h");
    cases.put(new Object[] {NOW - 172_800_000, NOW}, "2 d");
    cases.put(new Object[] {NOW + 6_000, NOW}, "in future");
    check(cases, "format.js", "age");
  }

  @Test
  void condition_isReplacedWhereItStands_orRemoved() {
    Map<Object[], Object> cases = new LinkedHashMap<>();
    cases.put(new Object[] {"", "service:", "payment"}, "service:payment");
    cases.put(new Object[] {"cart", "service:", "the shop"}, "cart service:\"the shop\"");
    cases.put(new Object[] {"service:a  status:ok", "service:", "b"}, "service:b status:ok");
    cases.put(
        new Object[] {"operation:\"a  b\" service:c", "service:", "d"},
        "operation:\"a  b\" service:d");
    cases.put(new Object[] {"total>=1s cart", "total>", "2s"}, "total>2s cart");
    cases.put(new Object[] {"cart service:\"x \\\" y\"", "service:", "z"}, "cart service:z");
    cases.put(new Object[] {"a service:b c", "service:", null}, "a c");
    check(cases, "views/traces/query-text.js", "withValue");
  }

  @Test
  void condition_isReadBack() {
    Map<Object[], Object> cases = new LinkedHashMap<>();
    cases.put(new Object[] {"service:payment", "service:"}, "payment");
    cases.put(new Object[] {"cart service:\"the shop\"", "service:"}, "the shop");
    cases.put(new Object[] {"service:b status:ok", "service:"}, "b");
    cases.put(new Object[] {"operation:\"a  b\" service:d", "service:"}, "d");
    cases.put(new Object[] {"total>2s cart", "total>"}, "2s");
    cases.put(new Object[] {"cart service:z", "service:"}, "z");
    check(cases, "views/traces/query-text.js", "valueOf");
  }

  @Test
  void services_haveColoursOfTheirOwn_thatStay() {
    BROWSER.open(VIEWER.uri());
    String colors =
        "return import('/page/color.js').then(({serviceColor}) =>"
            + " Array.from({length: 24}, (_, i) => serviceColor('service ' + i)).join())";
    String before = BROWSER.script(colors);
    BROWSER.driver().navigate().refresh();

    assertThat(BROWSER.<String>script(colors)).isEqualTo(before);
    assertThat(before.split(",")).doesNotHaveDuplicates();
  }
}
