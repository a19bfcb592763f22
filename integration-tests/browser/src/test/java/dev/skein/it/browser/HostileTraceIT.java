package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Spans of somebody who wants the page to run what he wrote, or to fall apart. */
class HostileTraceIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.emptied();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final TracePage PAGE = new TracePage(BROWSER, VIEWER);
  private static final String MARKUP = "<img src=x onerror='window.hit=1'>";
  private static final String SCRIPT = "\"></script><script>window.hit=1</script>";
  private static final String BINDING = "${window.hit=1} {{window.hit=1}} <!--?lit$1$-->";
  private static final String ADDRESS = "javascript:window.hit=1";
  private static final String STYLE =
      "red;} * {display:none !important} a{background:url(//x.invalid/)";
  private static final String REVERSED = "\u202Etxet desrever\u2066";
  private static final List<String> ALL =
      List.of(MARKUP, SCRIPT, BINDING, ADDRESS, STYLE, REVERSED);

  /** Every place that a span has for text. */
  private static TestTrace hostile(String text) {
    TestTrace trace = TestTrace.now();
    TestSpan root =
        trace
            .span(text, text, 0, 10)
            .attribute(text, text)
            .attribute("http.url", ADDRESS)
            .attribute("list", List.of(text, true, 1))
            .error(text)
            .event(text, 1, Map.of(text, text))
            .event(
                "exception",
                2,
                Map.of(
                    "exception.type", text,
                    "exception.message", text,
                    "exception.stacktrace", text));
    trace.resource(text, "host.name", text);
    root.child(text, 2, 4).child(text + " inner", text, 2, 3);
    return trace;
  }

  @Test
  void texts_stayTexts() {
    for (String text : ALL) {
      TestTrace trace = hostile(text);
      VIEWER.send(trace);
      PAGE.open(trace, "?span=0000000000000001&find=" + "%3Cimg");

      assertThat(BROWSER.one("skein-trace-header >>> h1 .name").getDomProperty("textContent"))
          .isEqualTo(text);
      assertThat(BROWSER.one("skein-span-details >>> h2").getDomProperty("textContent"))
          .isEqualTo(text);
      assertThat(BROWSER.all("skein-exception-block >>> pre"))
          .extracting(pre -> pre.getDomProperty("textContent"))
          .containsExactly(text);
      assertThat(BROWSER.all("skein-attribute-table >>> td > span"))
          .extracting(span -> span.getDomProperty("textContent"))
          .contains(text, ADDRESS);
      assertThat(BROWSER.all("skein-trace-view >>> img, script")).isEmpty();
      assertThat(BROWSER.all("skein-trace-view >>> a"))
          .as("addresses")
          .extracting(link -> link.getDomAttribute("href"))
          .allMatch(address -> address.matches("/(\\?q=|api/traces/|trace/|compare\\?).*|/"));
      assertThat(BROWSER.<Object>script("return window.hit ?? null")).isNull();
    }
  }

  @Test
  void attributeLinks_leadToASearchForExactlyThatText() {
    TestTrace trace = TestTrace.now();
    TestSpan root = trace.span("front", "root", 0, 10);
    String value = "a \"quoted\" \\ <b>value</b> &amp; \u00e4\u4e2d service:x -z";
    root.attribute("odd key=\"1\"", value);
    TestTrace other = TestTrace.now();
    other.span("front", "other", 0, 10).attribute("odd key=\"1\"", "a");
    VIEWER.send(trace, other);
    PAGE.open(trace);
    PAGE.choose("root");

    BROWSER.click("skein-attribute-table >>> a[aria-label*='odd key']");

    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.all("skein-traces-view >>> a[href*='/trace/']"))
                .extracting(link -> link.getDomAttribute("href"))
                .containsExactly("/trace/" + trace.id()));
  }

  @Test
  void longNames_doNotBreakTheLayout() {
    String name = "x".repeat(50_000);
    TestTrace trace = TestTrace.now();
    TestSpan root = trace.span("s".repeat(5_000), name, 0, 10).attribute(name, name);
    root.child("deep", 1, 9).event(name, 2, Map.of());
    VIEWER.send(trace);
    PAGE.open(trace);
    PAGE.choose("deep");
    BROWSER.press("k");

    BROWSER.awaitAsserted(
        () -> assertThat(PAGE.selected().name()).hasSizeBetween(100, 1_000).startsWith("xxx"));
    for (String part :
        List.of("skein-trace-header", "skein-trace-waterfall", "skein-span-details")) {
      WebElement element = BROWSER.one(part);
      assertThat(element.getRect().getX() + element.getRect().getWidth())
          .as("right edge of %s", part)
          .isLessThanOrEqualTo(Browser.DESKTOP);
      assertThat(element.getRect().getHeight()).as("height of %s", part).isPositive();
    }
    assertThat(BROWSER.one("skein-trace-waterfall").getRect().getHeight())
        .as("height that is left for the rows")
        .isGreaterThan(400);
    Long beyond =
        BROWSER.script("return document.scrollingElement.scrollWidth - document.body.clientWidth");
    assertThat(beyond).isZero();
  }

  @Test
  void manyServicesAndLevels_leaveRoomForTheRows() {
    TestTrace trace = TestTrace.now();
    TestSpan span = trace.span("service 0", "level 0", 0, 1_000);
    for (int level = 1; level <= 400; level++) {
      span = span.child("service " + level % 80, "level " + level, level, 1_000 - level);
    }
    VIEWER.send(trace);
    PAGE.open(trace);

    assertThat(BROWSER.one("skein-trace-waterfall").getRect().getHeight()).isGreaterThan(400);
    BROWSER.press(Keys.END);
    BROWSER.awaitAsserted(() -> assertThat(PAGE.selected().name()).isEqualTo("level 400"));
    List<WebElement> names = BROWSER.all("skein-trace-waterfall >>> .row.selected .name");
    assertThat(names.get(0).getSize().getWidth())
        .as("pixels that the name of the deepest span has")
        .isGreaterThan(50);
  }
}
