package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Traces of more spans than a page can have elements for. */
class LargeTraceIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.kept();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final TracePage PAGE = new TracePage(BROWSER, VIEWER);
  private static final int SPANS = 10_000;
  private static final int MOST_ROWS = 120;
  private static final TestTrace TRACE = TestTrace.now();

  /** When the first rows are painted, in milliseconds from the start of the navigation. */
  private static final String UNTIL_ROWS =
      """
      const done = arguments[arguments.length - 1];
      const look = () => {
        const view = document.querySelector('skein-app')?.shadowRoot?.querySelector('skein-trace-view');
        const waterfall = view?.shadowRoot?.querySelector('skein-trace-waterfall');
        if (waterfall?.shadowRoot?.querySelector('.row')) {
          done(performance.now());
        } else {
          requestAnimationFrame(look);
        }
      };
      look();
      """;

  /**
   * Scrolls by so many rows a frame, from the top to the bottom or for so many frames: what a frame
   * takes in the page's own code, and what it does to rows.
   */
  private static final String SCROLL =
      """
      const [rows, most, done] = arguments;
      const view = document.querySelector('skein-app').shadowRoot.querySelector('skein-trace-view');
      const minimap = view.shadowRoot.querySelector('skein-trace-minimap');
      const waterfall = view.shadowRoot.querySelector('skein-trace-waterfall');
      const scroller = waterfall.shadowRoot.querySelector('.scroller');
      const height = waterfall.shadowRoot.querySelector('.row').offsetHeight;
      const way = scroller.scrollHeight - scroller.clientHeight;
      const records = [];
      const observer = new MutationObserver((some) => records.push(...some));
      observer.observe(waterfall.shadowRoot.querySelector('.rows'),
        {subtree: true, childList: true, attributes: true, characterData: true});
      const known = new Set(waterfall.shadowRoot.querySelectorAll('.row'));
      const millis = [];
      let made = 0;
      let rendered = 0;
      const next = async () => {
        records.length = 0;
        scroller.scrollTop += rows * height;
        // as the browser would, but with nothing else in between
        const start = performance.now();
        scroller.dispatchEvent(new Event('scroll'));
        await Promise.all([view, minimap, waterfall].map((element) => element.updateComplete));
        millis.push(performance.now() - start);
        records.push(...observer.takeRecords());
        const changed = new Set(records
          .filter(({target}) => !target.classList?.contains('rows'))
          .map(({target}) => (target.closest ? target : target.parentElement)?.closest('.row'))
          .filter(Boolean));
        rendered = Math.max(rendered, changed.size);
        waterfall.shadowRoot.querySelectorAll('.row').forEach((row) => {
          made += known.has(row) ? 0 : 1;
          known.add(row);
        });
        if (millis.length < most && scroller.scrollTop < way) {
          requestAnimationFrame(next);
        } else {
          millis.sort((a, b) => a - b);
          done({frames: millis.length, median: millis[millis.length >> 1], longest: millis.at(-1), made, rendered});
        }
      };
      requestAnimationFrame(next);
      """;

  /** A batch of a thousand orders, each of which is ten spans. */
  @BeforeAll
  static void send() {
    TestSpan root = TRACE.span("batch", "nightly import", 0, 20_000);
    for (int order = 0; order < SPANS / 10; order++) {
      double at = 20.0 * order;
      TestSpan handled = root.child("import", "order " + order, at, at + 19);
      for (int call = 0; call < 8; call++) {
        double from = at + 1 + 2 * call;
        handled
            .child(call % 2 == 0 ? "stock" : "prices", "GET /items/{id}", from, from + 1.5)
            .attribute("http.route", "/items/{id}")
            .attribute("order", order);
      }
      if (order < SPANS / 10 - 1) {
        TestSpan last = handled.child("ledger", "INSERT entry", at + 17.5, at + 18.5);
        if (order == 700) {
          last.error("duplicate key");
        }
      }
    }
    VIEWER.send(TRACE);
  }

  private static Object script(String script, Object... arguments) {
    Object result = BROWSER.driver().executeAsyncScript(script, arguments);
    assertThat(result).isNotNull();
    return result;
  }

  private static void assertFewRows() {
    assertThat(PAGE.rows()).hasSizeBetween(10, MOST_ROWS);
  }

  @ParameterizedTest
  @CsvSource({"1280", "390"})
  void largeTrace_opensWithTheRowsThatAreSeen(int width) {
    BROWSER.width(width);
    BROWSER.open(VIEWER.uri("/trace/" + TRACE.id()));

    Object millis = script(UNTIL_ROWS);

    System.out.printf("%,d spans, %d pixels wide: rows after %s ms%n", SPANS, width, millis);
    assertFewRows();
    assertThat(BROWSER.one("skein-trace-header >>> .facts").getText()).contains("10,000 spans");
  }

  @ParameterizedTest
  @CsvSource({"4, 250", "50, 250"})
  void scrolling_rendersTheRowsThatItBrings(int rows, int frames) {
    PAGE.open(TRACE);
    int there = PAGE.rows().size();

    Map<String, Number> work = scroll(rows, frames);

    System.out.printf(
        "%,d spans scrolled by %d rows a frame: script %.2f ms at the median, %.2f at most, %s%n",
        SPANS, rows, work.get("median").doubleValue(), work.get("longest").doubleValue(), work);
    assertThat(work.get("made").intValue()).as("elements made for rows").isZero();
    assertThat(work.get("rendered").intValue())
        .as("most rows rendered in a frame")
        .isBetween(1, Math.min(rows, there));
  }

  @SuppressWarnings("unchecked") // what the script returns
  private static Map<String, Number> scroll(int rows, int frames) {
    return (Map<String, Number>) script(SCROLL, rows, frames);
  }

  @Test
  void lastRow_isReached() {
    PAGE.open(TRACE);

    scroll(100, SPANS);

    assertThat(PAGE.names()).contains("order 999");
    assertThat(PAGE.rows())
        .extracting(row -> row.of("number"))
        .as("in the order in which they are read")
        .isSortedAccordingTo(Comparator.comparing(Integer::valueOf));
    assertFewRows();
    BROWSER.press(Keys.HOME);
    BROWSER.awaitAsserted(() -> assertThat(PAGE.selected().name()).isEqualTo("nightly import"));
    BROWSER.press(Keys.END);
    BROWSER.awaitAsserted(
        () ->
            assertThat(PAGE.selected().outline()).isEqualTo("    prices internal GET /items/{id}"));
    assertFewRows();
  }

  @Test
  void traceThatOneComesBackTo_isWhereItWas() {
    PAGE.open(TRACE);
    scroll(50, 10);
    List<String> before = PAGE.seen();
    assertThat(before).doesNotContain("2");

    BROWSER.press("g", "t");
    BROWSER.one("skein-trace-list >>> li");
    BROWSER.driver().navigate().back();

    BROWSER.awaitAsserted(() -> assertThat(PAGE.seen()).isEqualTo(before));
  }

  @Test
  void phoneThatIsTurned_showsTheSameRows() {
    PAGE.open(TRACE);
    scroll(50, 10);
    String first = PAGE.seen().get(0);

    BROWSER.width(Browser.PHONE);
    BROWSER.one("skein-trace-waterfall[narrow]");

    BROWSER.awaitAsserted(() -> assertThat(PAGE.seen()).hasSizeGreaterThan(5).startsWith(first));
    BROWSER.width(Browser.DESKTOP);
    BROWSER.one("skein-trace-waterfall:not([narrow])");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.seen()).hasSizeGreaterThan(5).startsWith(first));
  }

  @Test
  void errorAndMatch_areFoundFarAway() {
    PAGE.open(TRACE);

    BROWSER.press("e");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.selected().name()).isEqualTo("INSERT entry"));
    assertThat(PAGE.names()).contains("order 700");
    BROWSER.press("/");
    BROWSER.press("order=42");
    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.texts("skein-trace-toolbar >>> .matches"))
                // 42 and 420 to 429, eight calls each
                .containsExactly("88"));
    BROWSER.press(Keys.ENTER);
    BROWSER.awaitAsserted(() -> assertThat(PAGE.names()).contains("order 42"));
    assertFewRows();
  }

  @Test
  void everything_isCollapsedAndExpanded() {
    PAGE.open(TRACE);

    BROWSER.press("[");
    BROWSER.awaitAsserted(
        () ->
            assertThat(PAGE.names()).startsWith("nightly import", "order 0", "order 1", "order 2"));
    BROWSER.press("[");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.names()).containsExactly("nightly import"));
    assertThat(PAGE.row("nightly import").of("count")).isEqualTo("+9,999");
    BROWSER.press("]", "]");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.names()).contains("GET /items/{id}"));
    assertFewRows();
  }
}
