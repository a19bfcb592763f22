package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

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

  /** Scrolls from the top to the bottom in so many steps, one a frame; the longest frames. */
  private static final String SCROLL =
      """
      const [steps, done] = arguments;
      const view = document.querySelector('skein-app').shadowRoot.querySelector('skein-trace-view');
      const scroller = view.shadowRoot.querySelector('skein-trace-waterfall').shadowRoot
        .querySelector('.scroller');
      const way = scroller.scrollHeight - scroller.clientHeight;
      const frames = [];
      let step = 0;
      let last = performance.now();
      const next = () => {
        const now = performance.now();
        frames.push(now - last);
        last = now;
        if (step++ < steps) {
          scroller.scrollTop = (way * step) / steps;
          requestAnimationFrame(next);
        } else {
          frames.sort((a, b) => a - b);
          done({median: frames[frames.length >> 1], longest: frames.at(-1)});
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

  @Test
  void lastRow_isReached() {
    PAGE.open(TRACE);

    Map<?, ?> frames = (Map<?, ?>) script(SCROLL, 200);

    System.out.printf("%,d spans scrolled in 200 steps, milliseconds a frame: %s%n", SPANS, frames);
    BROWSER.awaitAsserted(() -> assertThat(PAGE.names()).contains("order 999"));
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
