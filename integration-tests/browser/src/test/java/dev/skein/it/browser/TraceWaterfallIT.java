package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The rows of a trace, of spans whose times are known. */
class TraceWaterfallIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.emptied();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final TracePage PAGE = new TracePage(BROWSER, VIEWER);
  private static final String FIND = "skein-trace-toolbar >>> input";

  private static void open(TestTrace trace) {
    VIEWER.send(trace);
    PAGE.open(trace);
  }

  private static void awaitSelected(String name) {
    BROWSER.awaitAsserted(() -> assertThat(PAGE.selected().name()).isEqualTo(name));
  }

  private static void awaitNames(String... names) {
    BROWSER.awaitAsserted(() -> assertThat(PAGE.names()).containsExactly(names));
  }

  @Test
  void purchase_isTenSpansOfFourServices() {
    open(Traces.purchase());

    assertThat(PAGE.rows().stream().map(TracePage.Row::outline))
        .containsExactly(
            "shopper internal buy",
            "  shopper client POST",
            "    storefront server POST /purchases",
            "      storefront client POST /charges",
            "        payment server POST /charges",
            "          payment client POST",
            "            inventory server POST /reservations",
            "              inventory client GET /catalogue/{item}",
            "                storefront server GET /catalogue/{item}",
            "          payment internal authorize card");
    assertThat(PAGE.row("authorize card").of("label")).isEqualTo("151 ms");
    assertThat(PAGE.row("buy").of("label")).isEqualTo("186 ms 1.5 ms self");
    assertThat(PAGE.row("authorize card").of("events")).isEqualTo("21.5 91.4");
    assertThat(BROWSER.all("skein-trace-waterfall >>> .thread path"))
        .as("lines where the critical path goes from row to row")
        .hasSize(1);
  }

  @Test
  void bars_showSelfTimeAndTheCriticalPath() {
    open(Traces.sequence());

    assertThat(PAGE.row("root").drawn())
        .isEqualTo("bar 0-100, self 0-10 80-85 95-100, critical 0-10 80-85 95-100");
    assertThat(PAGE.row("one").drawn()).isEqualTo("bar 10-30, self 10-30, critical 10-30");
    assertThat(PAGE.row("other").drawn())
        .as("a call beside one that took longer")
        .isEqualTo("bar 12-25, self 12-25, critical ");
    assertThat(PAGE.row("two").drawn())
        .isEqualTo("bar 30-80, self 30-40 70-80, critical 30-40 70-80");
    assertThat(PAGE.row("inner").drawn()).isEqualTo("bar 40-70, self 40-70, critical 40-70");
    assertThat(PAGE.row("three").drawn()).isEqualTo("bar 85-95, self 85-95, critical 85-95");
  }

  @Test
  void collapsedSpan_showsTheCriticalPathOfWhatItHides() {
    open(Traces.sequence());

    PAGE.fold("two");

    awaitNames("root", "one", "other", "two", "three");
    assertThat(PAGE.row("two").of("critical")).isEqualTo("30-80");
    assertThat(PAGE.row("two").of("count")).isEqualTo("+1");
    assertThat(PAGE.row("two").of("expanded")).isEqualTo("false");

    PAGE.fold("root");
    awaitNames("root");
    assertThat(PAGE.row("root").of("critical")).isEqualTo("0-100");
    assertThat(PAGE.row("root").of("count")).isEqualTo("+5");

    PAGE.fold("root");
    awaitNames("root", "one", "other", "two", "three");
  }

  /** Rows that are scrolled away are used again for others. */
  @Test
  void buttonThatFolded_isNotPressedAgainByKeys() {
    TestTrace trace = TestTrace.now();
    TestSpan span = trace.span("front", "span 0", 0, 200);
    for (int depth = 1; depth < 200; depth++) {
      span = span.child("span " + depth, 0, 200);
    }
    open(trace);
    PAGE.fold("span 5");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.names()).last().isEqualTo("span 5"));
    PAGE.fold("span 5");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.names()).contains("span 6"));

    BROWSER.press(Keys.END);
    awaitSelected("span 199");
    BROWSER.press(Keys.ENTER);

    assertThat(BROWSER.one("skein-span-details >>> h2").getText()).isEqualTo("span 199");
    assertThat(PAGE.rows()).noneMatch(row -> row.of("expanded").equals("false"));
  }

  @Test
  void levels_areCollapsedAndExpanded() {
    open(Traces.sequence());

    BROWSER.press("[");
    awaitNames("root", "one", "other", "two", "three");
    BROWSER.press("[");
    awaitNames("root");
    BROWSER.press("]");
    awaitNames("root", "one", "other", "two", "three");
    BROWSER.press("]");
    awaitNames("root", "one", "other", "two", "inner", "three");

    BROWSER.click("skein-trace-waterfall >>> .level[aria-label='Collapse all']");
    awaitNames("root");
    BROWSER.click("skein-trace-waterfall >>> .level[aria-label='Expand all']");
    awaitNames("root", "one", "other", "two", "inner", "three");
  }

  @Test
  void keys_walkTheTree() {
    open(Traces.sequence());

    BROWSER.press("j", "j");
    awaitSelected("one");
    BROWSER.press("k");
    awaitSelected("root");
    BROWSER.press(Keys.END);
    awaitSelected("three");
    BROWSER.press(Keys.ARROW_UP);
    awaitSelected("inner");
    BROWSER.press(Keys.ARROW_LEFT);
    awaitSelected("two");
    BROWSER.press(Keys.ARROW_LEFT);
    awaitNames("root", "one", "other", "two", "three");
    BROWSER.press(Keys.ARROW_RIGHT);
    awaitNames("root", "one", "other", "two", "inner", "three");
    BROWSER.press(Keys.ARROW_RIGHT);
    awaitSelected("inner");
    BROWSER.press(Keys.HOME);
    awaitSelected("root");
    BROWSER.press("x");
    awaitNames("root");
    BROWSER.press(Keys.ENTER);
    assertThat(BROWSER.one("skein-span-details >>> h2").getText()).isEqualTo("root");
    BROWSER.press(Keys.ESCAPE);
    BROWSER.awaitAsserted(() -> assertThat(BROWSER.all("skein-span-details")).isEmpty());
    awaitSelected("root");
  }

  @Test
  void subtree_canBeShownAlone() {
    open(Traces.sequence());
    PAGE.choose("two");

    BROWSER.press("f");

    awaitNames("two", "inner");
    assertThat(PAGE.row("two").of("level")).isEqualTo("1");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.query()).contains("focus="));
    BROWSER.click("skein-trace-toolbar >>> .chip");
    awaitNames("root", "one", "other", "two", "inner", "three");
  }

  @Test
  void search_findsNamesServicesAttributesAndEvents() {
    open(Traces.purchase());
    Map<String, Integer> matchesByText =
        Map.of(
            "AUTHORIZE", 1,
            "inventory", 2,
            "card.last4", 1,
            "4242", 1,
            "fraud check", 1,
            "http.route=/charges", 2,
            "(", 0);

    matchesByText.forEach(
        (text, matches) -> {
          WebElement field = BROWSER.one(FIND);
          field.clear();
          field.sendKeys(text);
          BROWSER.awaitAsserted(
              () -> {
                assertThat(PAGE.rows())
                    .as("rows marked for %s", text)
                    .filteredOn(row -> row.of("marks").contains("match"))
                    .hasSize(matches);
                assertThat(BROWSER.texts("skein-trace-toolbar >>> .matches"))
                    .containsExactly(matches == 0 ? "none" : Integer.toString(matches));
              });
        });
  }

  @Test
  void search_goesFromMatchToMatchAndOpensWhatHidesThem() {
    open(Traces.purchase());
    BROWSER.press("[", "[", "[", "[", "[", "[", "[", "[");
    awaitNames("buy");

    BROWSER.press("/");
    BROWSER.press("catalogue", Keys.ENTER);

    BROWSER.awaitAsserted(
        () ->
            assertThat(PAGE.selected().outline())
                .endsWith("inventory client GET /catalogue/{item}"));
    assertThat(BROWSER.texts("skein-trace-toolbar >>> .matches")).containsExactly("1 of 2");
    BROWSER.press(Keys.ENTER);
    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.texts("skein-trace-toolbar >>> .matches"))
                .containsExactly("2 of 2"));
    BROWSER.press(Keys.chord(Keys.SHIFT, Keys.ENTER));
    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.texts("skein-trace-toolbar >>> .matches"))
                .containsExactly("1 of 2"));
    BROWSER.press(Keys.ESCAPE);
    BROWSER.awaitAsserted(
        () -> assertThat(PAGE.rows()).noneMatch(row -> row.of("marks").contains("match")));
  }

  @Test
  void keys_goFromMatchToMatch() {
    TestTrace trace = Traces.purchase();
    VIEWER.send(trace);
    PAGE.open(trace, "?find=catalogue");

    BROWSER.press("n");
    awaitMatches("1 of 2");
    BROWSER.press("n");
    awaitMatches("2 of 2");
    assertThat(PAGE.selected().outline()).endsWith("storefront server GET /catalogue/{item}");
    BROWSER.press("N");
    awaitMatches("1 of 2");
  }

  private static void awaitMatches(String text) {
    BROWSER.awaitAsserted(
        () -> assertThat(BROWSER.texts("skein-trace-toolbar >>> .matches")).containsExactly(text));
  }

  @Test
  void errors_areMarkedAndJumpedTo() {
    open(Traces.declined());
    assertThat(PAGE.rows())
        .filteredOn(row -> row.of("marks").contains("failed"))
        .extracting(TracePage.Row::name)
        .containsExactly("buy", "POST", "POST /charges", "authorize card");
    assertThat(PAGE.row("authorize card").of("flags")).isEqualTo("error");

    for (String name : List.of("buy", "POST", "POST /charges", "authorize card", "buy")) {
      BROWSER.press("e");
      awaitSelected(name);
    }
    BROWSER.press("E");
    awaitSelected("authorize card");
    BROWSER.click("skein-trace-toolbar >>> .step[aria-label^='Previous error']");
    awaitSelected("POST /charges");
  }

  @Test
  void orphansAndClocks_areMarked() {
    TestTrace trace = TestTrace.now();
    TestSpan call = trace.span("front", "root", 0, 100).child("call", 10, 90);
    call.kind(SpanKind.SPAN_KIND_CLIENT)
        .child("back", "behind", 500, 560)
        .kind(SpanKind.SPAN_KIND_SERVER);
    trace.span("lost", "lost", 20, 30).orphan();
    open(trace);

    assertThat(PAGE.row("lost").of("flags")).isEqualTo("parent missing");
    assertThat(PAGE.row("behind").of("flags")).isEqualTo("clock corrected");
    assertThat(PAGE.row("behind").of("bar")).as("in the middle of its call").isEqualTo("20-80");
    PAGE.choose("behind");
    assertThat(BROWSER.one("skein-span-details >>> .note").getText())
        .startsWith("Moved 480 ms earlier");
  }

  @Test
  void ruler_isRoundAndZooms() {
    open(Traces.sequence());
    assertThat(BROWSER.texts("skein-trace-waterfall >>> .tick"))
        .containsExactly("0", "20 ms", "40 ms", "60 ms", "80 ms", "100 ms");

    WebElement track = BROWSER.one("skein-trace-waterfall >>> .ruler .track");
    drag(track, 0.3, 0.8);

    BROWSER.awaitAsserted(
        () -> {
          assertThat(BROWSER.texts("skein-trace-waterfall >>> .tick")).contains("40 ms", "70 ms");
          assertThat(PAGE.row("two").of("label")).startsWith("50 ms");
        });
    BROWSER.awaitAsserted(() -> assertNear(zoom(), 30, 80));
    BROWSER.press("0");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.query()).doesNotContain("from="));
    assertThat(PAGE.row("two").of("bar")).isEqualTo("30-80");
  }

  @Test
  void ruler_leavesOutOneLabel_whereTwoWouldTouch() {
    // 95 ms and 100 ms are 95 pixels apart
    BROWSER.width(2300);

    open(Traces.sequence());

    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.texts("skein-trace-waterfall >>> .tick"))
                .endsWith("90 ms", "95 ms", ""));
  }

  @Test
  void keys_zoomAboutTheMiddle() {
    open(Traces.sequence());

    BROWSER.press("+", "+");
    BROWSER.awaitAsserted(() -> assertNear(zoom(), 37.5, 62.5));
    BROWSER.press("-");
    BROWSER.awaitAsserted(() -> assertNear(zoom(), 25, 75));
    BROWSER.press("-");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.query()).doesNotContain("from="));
    assertThat(PAGE.row("root").of("bar")).isEqualTo("0-100");
  }

  @Test
  void minimap_zoomsMovesAndShowsAll() {
    open(Traces.sequence());
    WebElement map = BROWSER.one("skein-trace-minimap >>> .map");

    drag(map, 0.4, 0.6);
    BROWSER.awaitAsserted(() -> assertNear(zoom(), 40, 60));

    drag(map, 0.5, 0.7);
    BROWSER.awaitAsserted(() -> assertNear(zoom(), 60, 80));

    WebElement end = BROWSER.one("skein-trace-minimap >>> [data-edge='to']");
    new Actions(BROWSER.driver())
        .clickAndHold(end)
        .moveByOffset((int) (map.getSize().getWidth() * 0.1), 0)
        .release()
        .perform();
    BROWSER.awaitAsserted(() -> assertNear(zoom(), 60, 90));

    end.sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    BROWSER.awaitAsserted(() -> assertNear(zoom(), 60, 87));

    BROWSER.click("skein-trace-minimap >>> .reset");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.query()).doesNotContain("from="));
    assertThat(PAGE.row("root").of("bar")).isEqualTo("0-100");
  }

  @Test
  void wheelWithControl_zoomsAtThePointer() {
    open(Traces.sequence());

    BROWSER.script(
        """
        const waterfall = document.querySelector('skein-app').shadowRoot
          .querySelector('skein-trace-view').shadowRoot.querySelector('skein-trace-waterfall').shadowRoot;
        const {left, width, bottom} = waterfall.querySelector('.ruler .track').getBoundingClientRect();
        waterfall.querySelector('.scroller').dispatchEvent(new WheelEvent('wheel', {
          deltaY: -300, ctrlKey: true, clientX: left + width * 0.5, clientY: bottom + 20,
          bubbles: true, composed: true, cancelable: true,
        }));
        """);

    BROWSER.awaitAsserted(
        () -> {
          double[] zoom = zoom();
          assertThat(zoom).hasSize(2);
          assertThat(zoom[0]).isBetween(10.0, 40.0);
          assertThat(zoom[0] + zoom[1]).as("twice the middle").isBetween(99.9, 100.1);
        });
  }

  private static void drag(WebElement element, double from, double to) {
    int width = element.getSize().getWidth();
    new Actions(BROWSER.driver())
        .moveToElement(element, (int) Math.round(width * (from - 0.5)), 0)
        .clickAndHold()
        .moveByOffset((int) Math.round(width * (to - from)), 0)
        .release()
        .perform();
  }

  /** The time that is shown, in milliseconds; empty if all is. */
  private static double[] zoom() {
    return Pattern.compile("(?:from|to)=(\\d+)")
        .matcher(PAGE.query())
        .results()
        .mapToDouble(match -> Long.parseLong(match.group(1)) / 1e6)
        .toArray();
  }

  /** Pixels are a fifth of a millisecond wide here. */
  private static void assertNear(double[] zoom, double from, double to) {
    assertThat(zoom).hasSize(2);
    assertThat(zoom[0]).isBetween(from - 0.5, from + 0.5);
    assertThat(zoom[1]).isBetween(to - 0.5, to + 0.5);
  }
}
