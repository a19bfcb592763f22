package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Two traces side by side, of spans whose numbers are known. */
class CompareViewIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.emptied();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final String ROW = "skein-compare-table >>> tbody tr";

  private String fast = "";
  private String slow = "";

  /**
   * A checkout of 100 ms, and one of 300 ms that reads three prices instead of one, charges a card
   * with two retries that fail, and does not send a mail.
   */
  @BeforeEach
  void sendTwoTraces() {
    TestTrace left = TestTrace.now();
    TestSpan root = left.span("storefront", "POST /checkout", 0, 100);
    root.child("GET price", 5, 15).kind(SpanKind.SPAN_KIND_CLIENT);
    root.child("payment", "POST /charges", 20, 60).kind(SpanKind.SPAN_KIND_SERVER);
    root.child("render", 70, 90);
    root.child("send mail", 92, 97).kind(SpanKind.SPAN_KIND_PRODUCER);
    TestTrace right = TestTrace.now();
    root = right.span("storefront", "POST /checkout", 0, 300);
    for (int i = 0; i < 3; i++) {
      root.child("GET price", 5 + 10 * i, 15 + 10 * i).kind(SpanKind.SPAN_KIND_CLIENT);
    }
    TestSpan charge =
        root.child("payment", "POST /charges", 40, 260).kind(SpanKind.SPAN_KIND_SERVER);
    charge.child("retry", 50, 150).kind(SpanKind.SPAN_KIND_CLIENT).error("503");
    charge.child("retry", 150, 250).kind(SpanKind.SPAN_KIND_CLIENT).error("503");
    root.child("render", 270, 290);
    VIEWER.send(left, right);
    fast = left.id();
    slow = right.id();
  }

  private static void open(String path) {
    BROWSER.open(VIEWER.uri(path));
    BROWSER.one("skein-compare-view");
  }

  private void openBoth(String more) {
    open("/compare?left=" + fast + "&right=" + slow + more);
    BROWSER.one(ROW);
  }

  private static List<String> names() {
    return BROWSER.texts(ROW + " >>> .name");
  }

  /** What a row says, cell by cell. */
  private static List<String> row(String name) {
    int index = names().indexOf(name);
    assertThat(index).as(name).isNotNegative();
    return BROWSER.script(
        """
        return [...arguments[0].querySelectorAll('td[data-label]')].map((cell) =>
          cell.innerText.trim().replace(/\\s+/g, ' '));
        """,
        BROWSER.all(ROW).get(index));
  }

  @Test
  void rows_haveTheNumbersOfBothTraces() {
    openBoth("");

    assertThat(names())
        .containsExactly(
            "POST /checkout", "GET price", "POST /charges", "retry", "render", "send mail");
    assertThat(row("POST /checkout"))
        .containsExactly("1", "100 ms", "25 ms", "1", "300 ms", "30 ms", "+200 ms× 3");
    assertThat(row("GET price"))
        .containsExactly("1", "10 ms", "10 ms", "3", "30 ms", "30 ms", "+20 ms× 3");
    assertThat(row("POST /charges"))
        .containsExactly("1", "40 ms", "40 ms", "1", "220 ms", "20 ms", "+180 ms× 5.5");
    assertThat(row("retry")).containsExactly("–", "2 err 2", "200 ms", "200 ms", "+200 ms");
    assertThat(row("render")).containsExactly("1", "20 ms", "20 ms", "1", "20 ms", "20 ms", "0");
    assertThat(row("send mail")).containsExactly("1", "5 ms", "5 ms", "–", "−5 ms");
    assertThat(BROWSER.texts(ROW + " >>> .mark")).containsExactly("only right", "only left");
  }

  @Test
  void summaries_sayWhatDiffers_andLinkToTheTraces() {
    openBoth("");

    assertThat(BROWSER.one("skein-compare-view >>> #difference").getText())
        .isEqualTo(
            "The right trace took 200 ms longer (3 times as long), with 3 more spans and 2 more"
                + " errors; 1 path only left, 1 path only right.");
    assertThat(
            BROWSER.all("skein-trace-card >>> a").stream().map(link -> link.getAttribute("href")))
        .containsExactly(
            VIEWER.uri("/trace/" + fast).toString(), VIEWER.uri("/trace/" + slow).toString());
    assertThat(BROWSER.texts("skein-trace-card >>> b")).containsExactly("100 ms", "300 ms");
  }

  @Test
  void sameTrace_differsInNothing() {
    open("/compare?left=" + fast + "&right=" + fast + "&only=changes");

    assertThat(BROWSER.one("skein-compare-view >>> .none").getText()).contains("Nothing changed");
    assertThat(BROWSER.one("skein-compare-view >>> #difference").getText())
        .isEqualTo(
            "The right trace took as long, with as many spans and as many errors; both took the"
                + " same paths.");
  }

  @Test
  void order_measureAndChanges_areInTheAddress() {
    openBoth("&sort=difference&by=self&only=changes");

    // self time: +200 retry, +20 price, -20 charges, +5 checkout, -5 mail; render did not change
    assertThat(names())
        .startsWith("retry", "GET price", "POST /charges")
        .contains("POST /checkout", "send mail")
        .doesNotContain("render");

    BROWSER.click("skein-compare-view >>> [data-choice='tree']");
    BROWSER.click("skein-compare-view >>> [data-choice='total']");
    BROWSER.click("skein-compare-view >>> #only");

    BROWSER.awaitAsserted(
        () -> assertThat(names()).contains("render").startsWith("POST /checkout"));
    assertThat(BROWSER.driver().getCurrentUrl()).endsWith("?left=" + fast + "&right=" + slow);
  }

  @Test
  void fields_takeIdsAndAddresses_andSayWhatIsNone() {
    open("/compare");
    assertThat(BROWSER.one("skein-compare-view >>> .empty").getText()).contains("Which traces?");

    BROWSER.click("skein-compare-view >>> #compare");
    assertThat(BROWSER.one("skein-compare-view >>> #left-problem").getText())
        .isEqualTo("Which trace?");
    fill("left", VIEWER.uri("/trace/" + fast + "?span=0000000000000001").toString());
    fill("right", "no id");
    BROWSER.click("skein-compare-view >>> #compare");
    assertThat(BROWSER.one("skein-compare-view >>> #right-problem").getText())
        .contains("32 hexadecimal digits");
    fill("right", " " + slow.toUpperCase(java.util.Locale.ROOT) + " ");
    BROWSER.press(Keys.ENTER);

    BROWSER.one(ROW);
    assertThat(BROWSER.driver().getCurrentUrl()).endsWith("?left=" + fast + "&right=" + slow);
  }

  private static void fill(String side, String text) {
    WebElement field = BROWSER.one("skein-compare-view >>> input#" + side);
    field.clear();
    field.sendKeys(text);
  }

  @Test
  void keyboard_swaps_sortsAndHidesWhatDidNotChange() {
    openBoth("");

    BROWSER.press("s");
    BROWSER.await(
        "swapped",
        () -> BROWSER.driver().getCurrentUrl().endsWith("?left=" + slow + "&right=" + fast));
    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.texts("skein-trace-card >>> b"))
                .containsExactly("300 ms", "100 ms"));
    BROWSER.press("d");
    BROWSER.awaitAsserted(() -> assertThat(names()).endsWith("render"));
    BROWSER.press("c");
    BROWSER.awaitAsserted(() -> assertThat(names()).doesNotContain("render"));
  }

  @Test
  void unknownTrace_isSaid() {
    BROWSER.expectConsole("404");
    open("/compare?left=" + fast + "&right=00000000000000000000000000000bad");

    assertThat(BROWSER.one("skein-compare-view >>> [role='alert']").getText())
        .contains("00000000000000000000000000000bad");
  }

  @Test
  void hostileNames_areText() {
    String image = "<img src=x onerror=\"window.broken=1\">";
    String script = "\"></title><script>window.broken=1</script>";
    TestTrace one = TestTrace.now();
    one.span(image, script, 0, 10).child("z".repeat(3_000), 1, 2);
    TestTrace other = TestTrace.now();
    other.span(image, script, 0, 0).child("{{window.broken=1}}", 0, 0);
    VIEWER.send(one, other);
    open("/compare?left=" + one.id() + "&right=" + other.id());

    BROWSER.await("rows", () -> names().contains(script));
    assertThat(BROWSER.texts("skein-trace-card >>> strong")).containsExactly(script, script);
    assertThat(BROWSER.all("skein-compare-view >>> img")).isEmpty();
    assertThat(BROWSER.all("skein-compare-view >>> script")).isEmpty();
    assertThat(BROWSER.<Object>script("return window.broken ?? null")).isNull();
    assertThat(BROWSER.one("skein-compare-view").getText()).doesNotContain("NaN", "Infinity");

    open("/compare?left=javascript:window.broken=1&right=" + encoded(image));
    BROWSER.expectConsole("400");
    BROWSER.one("skein-compare-view >>> [role='alert']");
    assertThat(BROWSER.<Object>script("return window.broken ?? null")).isNull();
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void phone_showsAllWithoutScrollingSideways() {
    BROWSER.width(Browser.PHONE);
    openBoth("");

    Long width =
        BROWSER.script(
            "return document.querySelector('skein-app').shadowRoot.querySelector('main')"
                + ".scrollWidth");
    assertThat(width).isEqualTo(Browser.PHONE);
    assertThat(BROWSER.all(ROW).get(0).getText()).contains("POST /checkout", "+200 ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void picture(String theme) throws IOException {
    BROWSER.systemTheme(theme);
    TestTrace usual = Shop.purchase();
    TestTrace declined = Shop.declinedPurchase();
    VIEWER.send(usual, declined);
    open("/compare?left=" + usual.id() + "&right=" + declined.id());
    BROWSER.one(ROW);
    BROWSER.await(
        "the store's state", () -> BROWSER.one("skein-store-status").getText().contains("trace"));

    BROWSER.picture("compare-" + theme);
  }
}
