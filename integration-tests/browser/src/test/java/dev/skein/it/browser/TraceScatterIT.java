package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/**
 * Durations over time: three traces, of which one is at the left and low, one in the middle of the
 * time and failed, one at the right and high.
 */
class TraceScatterIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.emptied();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final String NAMES = "skein-trace-list >>> .name";
  private static final String TIP = "skein-trace-scatter >>> .tip";

  // the margins of the plot
  private static final int LEFT = 58;
  private static final int RIGHT = 14;
  private static final int TOP = 10;
  private static final int BOTTOM = 20;

  private TestTrace fast;
  private TestTrace failed;
  private TestTrace slow;
  private WebElement canvas;
  private Rectangle plot;

  @BeforeEach
  void openScatter() {
    fast = TestTrace.before(Duration.ofSeconds(100));
    fast.span("storefront", "fast", 0, 1);
    failed = TestTrace.before(Duration.ofSeconds(50));
    failed.span("storefront", "failed", 0, 100).error("no");
    slow = TestTrace.now();
    slow.span("storefront", "slow", 0, 10_000);
    VIEWER.send(fast, failed, slow);
    BROWSER.open(VIEWER.uri());
    BROWSER.await("three rows", () -> BROWSER.all(NAMES).size() == 3);
    canvas = BROWSER.one("skein-trace-scatter >>> canvas");
    plot = canvas.getRect();
  }

  /** A place in the plot, from 0 to 1 to the right and upwards, as an offset from its middle. */
  private int x(double right) {
    int width = plot.width - LEFT - RIGHT;
    return (int) Math.round(LEFT + right * width - plot.width / 2.0);
  }

  private int y(double up) {
    int height = plot.height - TOP - BOTTOM;
    return (int) Math.round(TOP + (1 - up) * height - plot.height / 2.0);
  }

  private Actions pointer() {
    return new Actions(BROWSER.driver());
  }

  /** The height of 100 ms between 1 ms and 10 s, with the same room at both ends. */
  private static double middle() {
    return (2 + 0.15) / (4 + 0.3);
  }

  @Test
  void point_saysWhatItIs_andOpensItsTrace() {
    pointer().moveToElement(canvas, x(0.5), y(middle())).perform();

    assertThat(BROWSER.one(TIP).getText()).contains("storefront failed", "100 ms", "1 error");
    assertThat(BROWSER.texts("skein-trace-list >>> .pointed >>> .name")).containsExactly("failed");
    pointer().click().perform();

    BROWSER.one("skein-trace-view");
    assertThat(BROWSER.driver().getCurrentUrl()).endsWith("/trace/" + failed.id());
  }

  @Test
  void nothing_isSaidBetweenThePoints() {
    pointer().moveToElement(canvas, x(0.25), y(0.9)).perform();
    pointer().click().perform();

    assertThat(BROWSER.all(TIP)).isEmpty();
    assertThat(BROWSER.all(NAMES)).hasSize(3);
  }

  @Test
  void keys_goFromPointToPoint() {
    BROWSER.script("arguments[0].focus()", canvas);

    BROWSER.press(Keys.ARROW_LEFT);
    assertThat(BROWSER.one(TIP).getText()).contains("slow");
    BROWSER.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    assertThat(BROWSER.one(TIP).getText()).contains("fast");
    BROWSER.press(Keys.ENTER);

    BROWSER.one("skein-trace-view");
    assertThat(BROWSER.driver().getCurrentUrl()).endsWith("/trace/" + fast.id());
  }

  @Test
  void rectangle_becomesAFilter() {
    pointer()
        .moveToElement(canvas, x(0.3), y(0.8))
        .clickAndHold()
        .moveToElement(canvas, x(0.7), y(0.2))
        .perform();
    BROWSER.one("skein-trace-scatter >>> .rectangle");
    pointer().release().perform();

    BROWSER.awaitAsserted(() -> assertThat(BROWSER.texts(NAMES)).containsExactly("failed"));
    assertThat(List.of(BROWSER.driver().getCurrentUrl().split("[?&=]")))
        .contains("q", "from", "to");
    assertThat(BROWSER.one("skein-search-box >>> input").getAttribute("value"))
        .containsPattern("^total>=[\\d.]+ms total<=[\\d.]+s$");
  }

  @Test
  void points_areDrawn_inTheServicesColourAndInRed() {
    String red = BROWSER.script(STYLE, canvas, "--error");
    String service = BROWSER.script(STYLE, BROWSER.one("skein-trace-list >>> li"), "--tint");

    BROWSER.awaitAsserted(
        () -> assertThat(difference(red, px(0.5), py(middle()))).as("failed").isLessThan(5));
    // beside the line of 1 ms, on which the point is
    int fastX = px(1 / 102.0);
    int fastY = py(0.15 / 4.3) - 2;
    assertThat(difference(service, fastX, fastY)).as("fast").isLessThan(5);
    assertThat(difference(red, fastX, fastY)).as("fast, and red").isGreaterThan(50);
    assertThat(BROWSER.<Boolean>script(DRAWN, canvas, px(0.25), py(0.93))).isFalse();
  }

  /** How far the colour of a pixel is from another, from 0 to 255. */
  private long difference(String colour, int x, int y) {
    return BROWSER.<Long>script(DIFFERENCE, canvas, colour, x, y);
  }

  private int px(double right) {
    return x(right) + plot.width / 2;
  }

  private int py(double up) {
    return y(up) + plot.height / 2;
  }

  private static final String STYLE =
      "return getComputedStyle(arguments[0]).getPropertyValue(arguments[1])";

  /** The browser says how it draws a colour; what is not drawn at all is as far as can be. */
  private static final String DIFFERENCE =
      """
      const [canvas, colour, x, y] = arguments;
      const other = document.createElement('canvas').getContext('2d');
      other.fillStyle = colour;
      other.fillRect(0, 0, 1, 1);
      const wanted = other.getImageData(0, 0, 1, 1).data;
      const found = canvas.getContext('2d').getImageData(x, y, 1, 1).data;
      return found[3] === 0
        ? 255 : Math.max(...[0, 1, 2].map((part) => Math.abs(wanted[part] - found[part])));
      """;

  private static final String DRAWN =
      """
      const [canvas, x, y] = arguments;
      const pixels = canvas.getContext('2d').getImageData(x - 2, y - 2, 4, 4).data;
      return pixels.some((value) => value !== 0);
      """;
}
