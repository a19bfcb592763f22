package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The table of operations, of spans whose numbers are known. */
class OperationsViewIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.emptied();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final String ROW = "skein-operations-table >>> tbody tr[data-id]";
  private static final String BAR = "skein-duration-histogram >>> a";

  private static final int CHARGES = 200;

  /**
   * 200 charges, of which 190 take 10 ms, 8 take 80 ms and 2 take 640 ms and fail; one refund of
   * three seconds; five reads of a cache in no time.
   */
  private static void send() {
    List<TestTrace> traces = new ArrayList<>();
    for (int i = 0; i < CHARGES; i++) {
      TestTrace trace = TestTrace.now();
      double millis = i < 190 ? 10 : i < 198 ? 80 : 640;
      TestSpan span = trace.span("payment", "POST /charges", 0, millis);
      if (millis == 640) {
        span.error("timeout");
      }
      traces.add(trace);
    }
    TestTrace refund = TestTrace.now();
    TestSpan span = refund.span("payment", "POST /refunds", 0, 3_000);
    for (int i = 0; i < 5; i++) {
      span.child("cache", "get", i, i).kind(SpanKind.SPAN_KIND_CLIENT);
    }
    traces.add(refund);
    VIEWER.send(traces.toArray(TestTrace[]::new));
  }

  private static void open(String path) {
    BROWSER.open(VIEWER.uri(path));
    BROWSER.one("skein-operations-view");
  }

  private static List<String> names() {
    return BROWSER.texts(ROW + " >>> .name");
  }

  private static Map<String, String> cells(String name) {
    WebElement row =
        BROWSER.await(
            "the row of " + name,
            () ->
                BROWSER.all(ROW).stream()
                    .filter(one -> one.findElement(By.className("name")).getText().equals(name))
                    .findFirst()
                    .orElse(null));
    Map<String, String> cells =
        BROWSER.script(
            """
            return Object.fromEntries([...arguments[0].querySelectorAll('td[data-label]')]
              .map((cell) => [cell.dataset.label, cell.innerText.trim()]));
            """,
            row);
    return cells;
  }

  @Test
  void numbers_areThoseOfTheSpans() {
    send();
    open("/operations");

    Map<String, String> charges = cells("POST /charges");
    assertThat(charges)
        .containsEntry("Count", "200")
        .containsEntry("Errors", "2")
        .containsEntry("Error rate", "1 %")
        .containsEntry("Max", "640 ms")
        // 190 · 10 + 8 · 80 + 2 · 640 ms
        .containsEntry("Total", "3.82 s");
    assertThat(millis(charges.get("p50"))).isBetween(9.8, 10.2);
    assertThat(millis(charges.get("p95"))).isBetween(9.8, 10.2);
    assertThat(millis(charges.get("p99"))).isBetween(78.4, 81.6);
    assertThat(cells("POST /refunds"))
        .containsEntry("Count", "1")
        .containsEntry("Errors", "0")
        .containsEntry("Error rate", "0 %")
        .containsEntry("p50", "3 s")
        .containsEntry("p99", "3 s")
        .containsEntry("Max", "3 s");
    assertThat(cells("get"))
        .containsEntry("Count", "5")
        .containsEntry("p50", "0 ns")
        .containsEntry("Max", "0 ns")
        .containsEntry("Total", "0 ns");
    assertThat(BROWSER.one("skein-operations-table").getText()).doesNotContain("NaN", "Infinity");
  }

  private static double millis(String text) {
    assertThat(text).endsWith(" ms");
    return Double.parseDouble(text.replace(" ms", ""));
  }

  @Test
  void rows_areSortedByAnyColumn_bothWays_inTheAddress() {
    send();
    open("/operations");
    BROWSER.one(ROW);
    assertThat(names())
        .as("by total time")
        .containsExactly("POST /charges", "POST /refunds", "get");

    BROWSER.click("skein-operations-table >>> th[data-column='max'] button");
    BROWSER.awaitAsserted(
        () -> assertThat(names()).containsExactly("POST /refunds", "POST /charges", "get"));
    BROWSER.click("skein-operations-table >>> th[data-column='max'] button");
    BROWSER.awaitAsserted(
        () -> assertThat(names()).containsExactly("get", "POST /charges", "POST /refunds"));
    BROWSER.click("skein-operations-table >>> th[data-column='operation'] button");
    BROWSER.awaitAsserted(
        () -> assertThat(names()).containsExactly("get", "POST /charges", "POST /refunds"));
    assertThat(BROWSER.driver().getCurrentUrl()).endsWith("/operations?sort=operation");
    assertThat(
            BROWSER
                .one("skein-operations-table >>> th[data-column='operation']")
                .getAttribute("aria-sort"))
        .isEqualTo("ascending");

    open("/operations?sort=-count");
    BROWSER.one(ROW);
    assertThat(names()).containsExactly("POST /charges", "get", "POST /refunds");
  }

  @Test
  void filters_ofTextAndService_areInTheAddress() {
    send();
    open("/operations");
    BROWSER.one(ROW);

    BROWSER.press("/");
    BROWSER.press("post REF");

    BROWSER.awaitAsserted(() -> assertThat(names()).containsExactly("POST /refunds"));
    assertThat(BROWSER.driver().getCurrentUrl()).endsWith("/operations?q=post+REF");

    open("/operations?service=cache");
    BROWSER.one(ROW);
    assertThat(names()).containsExactly("get");
    Select services = new Select(BROWSER.one("skein-operations-view >>> select"));
    assertThat(services.getFirstSelectedOption().getText()).isEqualTo("cache");

    services.selectByVisibleText("payment");
    BROWSER.awaitAsserted(
        () -> assertThat(names()).containsExactly("POST /charges", "POST /refunds"));

    open("/operations?q=nothing");
    assertThat(BROWSER.one("skein-operations-view >>> .empty").getText())
        .contains("No operation matches");
  }

  @Test
  void histogram_countsEverySpan_andLinksItsBarsToTheirTraces() {
    send();
    open("/operations?service=payment");
    BROWSER.one(ROW);

    BROWSER.one(ROW + " >>> button[aria-label='Open payment POST /charges']").click();
    BROWSER.one("skein-duration-histogram >>> rect.bar");

    List<Long> counts =
        BROWSER.all(BAR).stream().map(bar -> Long.valueOf(bar.getAttribute("data-count"))).toList();
    assertThat(counts).containsExactly(190L, 8L, 2L);
    assertThat(BROWSER.texts("skein-duration-histogram >>> p").get(0)).startsWith("200 spans");
    assertThat(BROWSER.driver().getCurrentUrl()).contains("open=");

    BROWSER.script("arguments[0].focus()", BROWSER.all(BAR).get(0));
    BROWSER.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.texts("skein-duration-histogram >>> p").get(0))
                .endsWith(": 2 spans, 1 %"));
    BROWSER.press(Keys.ENTER);

    BROWSER.one("skein-traces-view");
    BROWSER.awaitAsserted(
        () -> assertThat(BROWSER.all("skein-traces-view >>> a[href^='/trace/']")).hasSize(2));
  }

  @Test
  void openRow_isInTheAddress_andMarksThePercentiles() {
    send();
    open("/operations?open=%5B%22payment%22%2C%22POST+%2Fcharges%22%2C%22SERVER%22%5D");

    BROWSER.one("skein-duration-histogram");
    List<String> marks =
        BROWSER.all("skein-duration-histogram >>> text.mark").stream()
            .map(mark -> mark.getDomProperty("textContent").strip())
            .toList();
    assertThat(marks).hasSize(4);
    assertThat(marks.get(0)).startsWith("p50 ");
    assertThat(marks.get(3)).isEqualTo("max 640 ms");
    assertThat(BROWSER.texts("skein-operations-table >>> .links a"))
        .containsExactly("All traces", "Slowest traces", "Traces with errors");
  }

  @Test
  void linksOfARow_leadToItsTraces_theSlowest_andThoseWithErrors() {
    send();
    open("/operations?service=payment");
    BROWSER.one(ROW);

    assertThat(found("a[title='Traces with errors']")).isEqualTo(2);
    BROWSER.driver().navigate().back();
    assertThat(found("a[title='The slowest traces']")).isEqualTo(2);
    BROWSER.driver().navigate().back();
    assertThat(found("a.name")).isEqualTo(CHARGES);
  }

  /** How many traces there are behind a link of the first row, once a click has led there. */
  private static int found(String link) {
    BROWSER.one(ROW + " >>> " + link).click();
    BROWSER.one("skein-traces-view");
    String search = BROWSER.driver().getCurrentUrl().replaceFirst("[^?]*\\?", "");
    return VIEWER.get("/api/traces?limit=1000&" + search).split("\"traceId\"").length - 1;
  }

  @Test
  void keyboard_movesBetweenRows_andOpensThem() {
    send();
    open("/operations");
    BROWSER.one(ROW);

    BROWSER.press("j");
    BROWSER.press("j");
    BROWSER.press("k");
    BROWSER.press("j");
    BROWSER.press(Keys.ENTER);

    BROWSER.one("skein-duration-histogram");
    assertThat(BROWSER.one("skein-operations-table >>> tr.open .name").getText())
        .isEqualTo("POST /refunds");
    BROWSER.press(Keys.ENTER);
    BROWSER.await("closed", () -> BROWSER.all("skein-duration-histogram").isEmpty());
  }

  @Test
  void newSpans_areCounted_unlessPaused() {
    send();
    open("/operations");
    BROWSER.one(ROW);
    send();
    BROWSER.awaitAsserted(() -> assertThat(cells("get")).containsEntry("Count", "10"));

    BROWSER.click("skein-operations-view >>> #pause");
    send();
    BROWSER.await(
        "the store's state",
        () -> BROWSER.one("skein-store-status").getText().contains("603 traces"));
    assertThat(cells("get")).containsEntry("Count", "10");

    BROWSER.press("p");
    BROWSER.awaitAsserted(() -> assertThat(cells("get")).containsEntry("Count", "15"));
  }

  @Test
  void manyOperations_areShownInSteps() {
    TestTrace trace = TestTrace.now();
    for (int i = 0; i < 450; i++) {
      trace.span("batch", "job " + i, 0, i + 1);
    }
    VIEWER.send(trace);
    open("/operations");
    BROWSER.one(ROW);
    assertThat(names()).hasSize(200);

    showMore();
    BROWSER.awaitAsserted(() -> assertThat(names()).hasSize(400));
    showMore();
    BROWSER.awaitAsserted(() -> assertThat(names()).hasSize(450));
    assertThat(BROWSER.all("skein-operations-table >>> #more")).isEmpty();
  }

  private static void showMore() {
    WebElement button = BROWSER.one("skein-operations-table >>> #more");
    // the driver does not scroll to what is in a shadow root
    BROWSER.script("arguments[0].scrollIntoView()", button);
    button.click();
  }

  @Test
  void hostileNames_areText() {
    String image = "<img src=x onerror=\"window.broken=1\">";
    String script = "'\"--></style><script>window.broken=1</script>";
    TestTrace trace = TestTrace.now();
    trace.span(image, script, 0, 10);
    trace.span("javascript:window.broken=1", "${window.broken=1}", 0, 10);
    trace.span("long", "y".repeat(5_000), 0, 10);
    trace.span("controls", "a\u0001b c\u00a0d", 0, 10);
    trace.span("nameless", "", 0, 10);
    VIEWER.send(trace);
    open("/operations");

    BROWSER.await("all rows", () -> names().size() == 5);
    assertThat(names()).contains(script, "${window.broken=1}", "(no name)");
    BROWSER.all(ROW).get(0).findElement(By.cssSelector("button.toggle")).click();
    BROWSER.one("skein-duration-histogram");
    assertThat(BROWSER.all("skein-operations-view >>> img")).isEmpty();
    assertThat(BROWSER.all("skein-operations-view >>> script")).isEmpty();
    assertThat(BROWSER.<Object>script("return window.broken ?? null")).isNull();
    assertThat(widthOfMain()).isEqualTo(Browser.DESKTOP);

    for (String name : List.of("--></style>", "${window", "yyyy", "a\u0001b c\u00a0d")) {
      BROWSER.await("the row of " + name, () -> BROWSER.all(linkOf(name)).size() == 1);
      BROWSER.click(linkOf(name));
      BROWSER.one("skein-traces-view");
      BROWSER.awaitAsserted(
          () -> assertThat(BROWSER.all("skein-traces-view >>> a[href^='/trace/']")).isNotEmpty());
      BROWSER.driver().navigate().back();
    }
  }

  private static String linkOf(String name) {
    return ROW + " >>> a.name[title*='" + name.replace("'", "\\'") + "']";
  }

  private static long widthOfMain() {
    return BROWSER.script(
        "return document.querySelector('skein-app').shadowRoot.querySelector('main').scrollWidth");
  }

  @Test
  void phone_showsAllWithoutScrollingSideways() {
    BROWSER.width(Browser.PHONE);
    send();
    open("/operations?open=%5B%22payment%22%2C%22POST+%2Fcharges%22%2C%22SERVER%22%5D");
    BROWSER.one("skein-duration-histogram");

    assertThat(widthOfMain()).isEqualTo(Browser.PHONE);
    assertThat(BROWSER.one(ROW).getText()).contains("POST /charges", "3.82 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void picture(String theme) throws IOException {
    BROWSER.systemTheme(theme);
    VIEWER.send(Shop.day());
    open("/operations?open=%5B%22payment%22%2C%22POST+%2Fcharges%22%2C%22SERVER%22%5D");
    BROWSER.one("skein-duration-histogram");
    BROWSER.await(
        "the store's state", () -> BROWSER.one("skein-store-status").getText().contains("trace"));

    BROWSER.picture("operations-" + theme);
  }
}
