package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.Sequence;

/** The service map, of spans whose numbers are known. */
class MapViewIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.emptied();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final String NODE = "skein-map-graph >>> a.node";
  private static final String LABEL = "skein-map-graph >>> a.label";

  /** All boxes that are drawn, services and labels, as the browser has placed them. */
  private static final String OVERLAPS =
      """
      const graph = document.querySelector('skein-app').shadowRoot
        .querySelector('skein-map-view').shadowRoot.querySelector('skein-map-graph');
      const boxes = [...graph.shadowRoot.querySelectorAll('rect.box')].map((rect) =>
        ({of: rect.parentNode.getAttribute('aria-label'), ...rect.getBoundingClientRect().toJSON()}));
      const found = [];
      boxes.forEach((a, i) => boxes.slice(0, i).forEach((b) => {
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
          found.push(`${a.of} on ${b.of}`);
        }
      }));
      return {boxes: boxes.length, found};
      """;

  private static void open(String path) {
    BROWSER.open(VIEWER.uri(path));
    BROWSER.one("skein-map-view");
  }

  private static String query() {
    String query = URI.create(BROWSER.driver().getCurrentUrl()).getRawQuery();
    return query == null ? "" : URLDecoder.decode(query, StandardCharsets.UTF_8);
  }

  private static List<String> labels() {
    return BROWSER.all(LABEL).stream().map(label -> label.getAttribute("aria-label")).toList();
  }

  @Test
  void numbers_areThoseOfTheSpans() {
    VIEWER.send(Calls.purchases());
    open("/map");

    BROWSER.awaitAsserted(
        () ->
            assertThat(labels())
                .contains(
                    "storefront calls payment: 100 calls, 5 errors (5 %), p50 10 ms, p95 10 ms,"
                        + " p99 10 ms")
                .hasSize(2));
    String reservations =
        labels().stream().filter(label -> label.contains("inventory")).findFirst().orElseThrow();
    assertThat(reservations).startsWith("storefront calls inventory: 100 calls, no errors, p50 ");
    assertThat(millis(reservations, "p50")).isBetween(1.96, 2.04);
    assertThat(millis(reservations, "p95")).isBetween(39.2, 40.8);
    assertThat(millis(reservations, "p99")).isBetween(196.0, 204.0);
    assertThat(BROWSER.one(LABEL + "[aria-label*='payment']").getDomProperty("textContent"))
        .as("what is written on the edge")
        .isEqualToIgnoringWhitespace("100 calls 5 % err p50 10 ms p95 10 ms p99 10 ms");
    assertThat(BROWSER.all(NODE).stream().map(node -> node.getAttribute("aria-label")))
        .containsExactlyInAnyOrder(
            "storefront: 300 spans, 100 of them begin a trace, no errors",
            "payment: 100 spans, 5 errors (5 %)",
            "inventory: 100 spans, no errors");
  }

  private static double millis(String text, String percentile) {
    return Double.parseDouble(text.replaceAll(".*" + percentile + " ([0-9.]+) ms.*", "$1"));
  }

  @Test
  void tables_sayWhatTheDrawingSays() {
    VIEWER.send(Calls.purchases());
    open("/map");
    BROWSER.one("skein-map-tables >>> #calls");

    assertThat(BROWSER.texts("skein-map-tables >>> #calls tbody tr"))
        .anySatisfy(
            row ->
                assertThat(row.split("\\s*\\t\\s*|\\s*\\n\\s*"))
                    .containsExactly(
                        "storefront", "payment", "100", "5", "5 %", "10 ms", "10 ms", "10 ms"))
        .hasSize(2);
    assertThat(BROWSER.texts("skein-map-tables >>> #services tbody tr").get(0))
        .startsWith("storefront")
        .contains("300", "100");

    BROWSER.click("skein-map-tables >>> #calls th[data-column='to'] button");

    assertThat(BROWSER.texts("skein-map-tables >>> #calls tbody tr td:nth-child(2)"))
        .containsExactly("inventory", "payment");
  }

  @Test
  void cycleAndSelfCall_areDrawnApart_withTheEntryAtTheLeft() {
    TestTrace trace = TestTrace.now();
    TestSpan payment =
        Calls.call(trace.span("storefront", "POST /checkout", 0, 100), "payment", 5, 90);
    TestSpan inventory = Calls.call(payment, "inventory", 10, 80);
    Calls.call(inventory, "inventory", 20, 30);
    Calls.call(inventory, "storefront", 40, 70);
    VIEWER.send(trace);
    open("/map");

    BROWSER.await("four calls", () -> BROWSER.all(LABEL).size() == 4);
    Map<String, Object> drawn = BROWSER.script(OVERLAPS);
    assertThat(drawn).containsEntry("boxes", 7L).containsEntry("found", List.of());
    assertThat(xOf("storefront")).isLessThan(xOf("payment"));
    assertThat(xOf("payment")).isLessThan(xOf("inventory"));
  }

  private static int xOf(String service) {
    return BROWSER.one(NODE + "[data-node='" + service + "']").getRect().getX();
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 60})
  void manyServices_neverOverlap_andStandStillWhenNumbersChange(int size) {
    TestTrace first = TestTrace.now();
    Calls.fanOut(first, size);
    VIEWER.send(first);
    open("/map");
    BROWSER.await("all services", () -> BROWSER.all(NODE).size() == size);
    Map<String, Object> drawn = BROWSER.script(OVERLAPS);
    assertThat(drawn).containsEntry("found", List.of()).containsEntry("boxes", 2L * size - 1);
    List<String> before = transforms();

    TestTrace second = TestTrace.now();
    Calls.fanOut(second, size);
    VIEWER.send(second);

    BROWSER.await("new numbers", () -> labels().stream().allMatch(it -> it.contains("2 calls")));
    assertThat(transforms()).isEqualTo(before);
  }

  @Test
  void moreServicesThanOneCanSee_areDrawnByTheirCalls_andListedInSteps() {
    TestTrace trace = TestTrace.now();
    Calls.fanOut(trace, 150);
    for (int i = 0; i < 3; i++) {
      Calls.call(trace.span("busy", "GET /", 0, 9), "busiest", 1, 8);
    }
    VIEWER.send(trace);
    open("/map");

    BROWSER.await("the drawing", () -> BROWSER.all(NODE).size() == 100);
    assertThat(BROWSER.all(NODE + "[data-node='busiest']")).hasSize(1);
    assertThat(BROWSER.one("skein-map-view >>> .partly").getText())
        .contains("the 100 services with the most calls");
    Map<String, Object> drawn = BROWSER.script(OVERLAPS);
    assertThat(drawn).containsEntry("found", List.of());
    assertThat(BROWSER.texts("skein-map-tables >>> #services tbody tr")).hasSize(100);

    // the driver does not scroll to what is in a shadow root
    BROWSER
        .all("skein-map-tables >>> button.more")
        .forEach(button -> BROWSER.script("arguments[0].click()", button));

    BROWSER.awaitAsserted(
        () -> assertThat(BROWSER.texts("skein-map-tables >>> #services tbody tr")).hasSize(152));
    assertThat(BROWSER.texts("skein-map-tables >>> #calls tbody tr")).hasSize(150);
  }

  private static List<String> transforms() {
    return BROWSER.all(NODE).stream().map(node -> node.getAttribute("transform")).toList();
  }

  @Test
  void clickOnACall_showsItsTraces() {
    VIEWER.send(Calls.purchases());
    TestTrace other = TestTrace.now();
    Calls.call(other.span("batch", "nightly", 0, 50), "payment", 1, 40);
    VIEWER.send(other);
    open("/map");

    BROWSER.click(LABEL + "[aria-label^='batch calls']");

    BROWSER.await("the list", () -> query().equals("q=service:payment caller:batch"));
    BROWSER.one("skein-traces-view");
    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.all("skein-traces-view >>> a[href^='/trace/']"))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(link.getAttribute("href")).contains(other.id())));
  }

  @Test
  void databaseThatSendsNoSpans_isShown_andFoundByItsCallers() {
    TestTrace trace = TestTrace.now();
    trace
        .span("inventory", "PUT /stock", 0, 30)
        .child("UPDATE stock", 5, 25)
        .kind(SpanKind.SPAN_KIND_CLIENT)
        .attribute("db.system.name", "postgresql")
        .attribute("db.namespace", "stock db");
    VIEWER.send(trace, one("inventory"));
    open("/map");

    assertThat(BROWSER.one(NODE + "[data-node='postgresql stock db']").getAttribute("class"))
        .contains("silent");
    assertThat(labels())
        .containsExactly(
            "inventory calls postgresql stock db: 1 call, no errors, p50 20 ms, p95 20 ms,"
                + " p99 20 ms");
    BROWSER.click(LABEL);
    String search = "db.system.name=postgresql db.namespace=\"stock db\"";
    BROWSER.await("the list", () -> query().equals("q=service:inventory " + search));
    BROWSER.driver().navigate().back();
    BROWSER.click(NODE + "[data-node='postgresql stock db']");
    BROWSER.await("the list", () -> query().equals("q=" + search));
    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.all("skein-traces-view >>> a[href^='/trace/']"))
                .singleElement()
                .satisfies(link -> assertThat(link.getAttribute("href")).endsWith(trace.id())));
  }

  @Test
  void clickOnAService_showsItsTraces() {
    VIEWER.send(Calls.purchases());
    open("/map");

    BROWSER.click(NODE + "[data-node='inventory']");

    BROWSER.await("the list", () -> query().equals("q=service:inventory"));
  }

  @Test
  void keyboard_movesBetweenServicesAndCalls_andOpensThem() {
    TestTrace trace = TestTrace.now();
    Calls.call(trace.span("storefront", "POST /checkout", 0, 100), "payment", 5, 90);
    VIEWER.send(trace);
    open("/map?window=1h");
    BROWSER.one(NODE + "[data-node='payment']");

    BROWSER.script("arguments[0].focus()", BROWSER.one("skein-map-graph >>> a[tabindex='0']"));
    BROWSER.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    BROWSER.awaitAsserted(() -> assertThat(focused()).startsWith("storefront: "));
    BROWSER.press(Keys.ARROW_RIGHT);
    BROWSER.awaitAsserted(() -> assertThat(focused()).startsWith("storefront calls payment"));
    assertThat(BROWSER.one("skein-map-view >>> .card").getText()).contains("storefront → payment");
    BROWSER.press(Keys.ARROW_RIGHT);
    BROWSER.awaitAsserted(() -> assertThat(focused()).startsWith("payment: "));
    assertThat(BROWSER.all("skein-map-graph >>> a[tabindex='0']")).as("stops of Tab").hasSize(1);

    BROWSER.press(Keys.ENTER);

    BROWSER.await("the list", () -> query().equals("q=service:payment&window=1h"));
  }

  private static String focused() {
    return BROWSER.script(
        """
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element.getAttribute('aria-label');
        """);
  }

  @Test
  void pointing_showsDetails_andPalesTheRest() {
    VIEWER.send(Calls.purchases());
    open("/map");

    new Actions(BROWSER.driver())
        .moveToElement(BROWSER.one(LABEL + "[aria-label*='payment']"))
        .perform();

    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.one("skein-map-view >>> .card").getText())
                .contains("storefront → payment", "100 calls", "5 errors (5 %)"));
    assertThat(BROWSER.one(NODE + "[data-node='payment']").getAttribute("class")).contains("near");
    assertThat(BROWSER.one(NODE + "[data-node='inventory']").getAttribute("class"))
        .doesNotContain("near");
  }

  @Test
  void largeMap_isDraggedAndZoomed_andADragIsNoClick() {
    TestTrace trace = TestTrace.now();
    Calls.fanOut(trace, 60);
    VIEWER.send(trace);
    open("/map");
    WebElement node = BROWSER.one(NODE + "[data-node='service-0']");
    Rectangle before = node.getRect();

    new Actions(BROWSER.driver())
        .moveToElement(node)
        .clickAndHold()
        .moveByOffset(20, -35)
        .moveByOffset(20, -35)
        .release()
        .perform();

    BROWSER.awaitAsserted(
        () -> {
          assertThat(node.getRect().getX()).isCloseTo(before.getX() + 40, within(1));
          assertThat(node.getRect().getY()).isCloseTo(before.getY() - 70, within(1));
        });
    assertThat(BROWSER.driver().getCurrentUrl()).endsWith("/map");

    BROWSER.click("skein-map-graph >>> button[aria-label='Zoom in']");
    BROWSER.press("+");
    BROWSER.awaitAsserted(
        () ->
            assertThat(node.getRect().getWidth() / (double) before.getWidth())
                .isCloseTo(1.25 * 1.25, within(0.05)));
    BROWSER.press("-");
    BROWSER.awaitAsserted(
        () ->
            assertThat(node.getRect().getWidth() / (double) before.getWidth())
                .isCloseTo(1.25, within(0.05)));
    BROWSER.press("0");
    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.all(NODE))
                .allSatisfy(
                    one -> assertThat(one.getRect().getX()).isBetween(16, Browser.DESKTOP - 16)));
    // what was dragged is still a link
    BROWSER.script("arguments[0].focus()", node);
    BROWSER.press(Keys.ENTER);
    BROWSER.await("the list", () -> query().equals("q=service:service-0"));
  }

  @Test
  void tapOnAPhone_showsDetailsFirst_thenTheTraces() {
    BROWSER.width(Browser.PHONE);
    VIEWER.send(Calls.purchases());
    open("/map");
    WebElement node = BROWSER.one(NODE + "[data-node='storefront']");

    tap(node);
    assertThat(BROWSER.one("skein-map-view >>> .card").getText())
        .contains("storefront", "300 spans");
    assertThat(BROWSER.driver().getCurrentUrl()).endsWith("/map");
    tap(node);

    BROWSER.await("the list", () -> query().equals("q=service:storefront"));
  }

  private static void tap(WebElement element) {
    PointerInput finger = new PointerInput(PointerInput.Kind.TOUCH, "finger");
    Sequence tap =
        new Sequence(finger, 0)
            .addAction(
                finger.createPointerMove(
                    Duration.ZERO, PointerInput.Origin.fromElement(element), 0, 0))
            .addAction(finger.createPointerDown(PointerInput.MouseButton.LEFT.asArg()))
            .addAction(finger.createPointerUp(PointerInput.MouseButton.LEFT.asArg()));
    BROWSER.driver().perform(List.of(tap));
  }

  @Test
  void pause_holdsTheMap_untilItGoesOn() {
    VIEWER.send(TestTrace.now(), one("first"));
    open("/map");
    BROWSER.one(NODE + "[data-node='first']");

    BROWSER.click("skein-map-view >>> #pause");
    VIEWER.send(one("second"));
    // the page has seen that there is more
    BROWSER.await(
        "the store's state",
        () -> BROWSER.one("skein-store-status").getText().contains("2 traces"));
    assertThat(BROWSER.all(NODE)).hasSize(1);

    BROWSER.press("p");
    BROWSER.one(NODE + "[data-node='second']");
  }

  private static TestTrace one(String service) {
    TestTrace trace = TestTrace.now();
    trace.span(service, "GET /", 0, 5);
    return trace;
  }

  @Test
  void window_isInTheAddress_andLimitsWhatIsShown() {
    TestTrace old = TestTrace.before(Duration.ofHours(2));
    old.span("yesterday", "GET /", 0, 5);
    VIEWER.send(old, one("today"));

    open("/map?window=1h");
    BROWSER.one(NODE + "[data-node='today']");
    assertThat(BROWSER.all(NODE)).hasSize(1);

    BROWSER.click("skein-time-window >>> label:last-child");
    BROWSER.one(NODE + "[data-node='yesterday']");
    assertThat(query()).isEmpty();
  }

  @Test
  void emptyStore_saysWhatWillAppear_andThenShowsIt() {
    open("/map");
    assertThat(BROWSER.one("skein-map-view >>> .empty").getText()).contains("No services yet");

    VIEWER.send(one("first"));

    BROWSER.one(NODE + "[data-node='first']");
  }

  @Test
  void hostileNames_areText() {
    String image = "<img src=x onerror=\"window.broken=1\">";
    String script = "\"><script>window.broken=1</script>";
    TestTrace trace = TestTrace.now();
    TestSpan root = trace.span(image, "javascript:window.broken=1", 0, 10);
    Calls.call(root, script, 1, 9);
    Calls.call(root, "\u202egnirts\u0000 ]]>--><svg onload=window.broken=1>", 1, 9);
    Calls.call(root, "x".repeat(2_000), 1, 9);
    VIEWER.send(trace);
    open("/map");

    BROWSER.await("all services", () -> BROWSER.all(NODE).size() == 4);
    assertThat(BROWSER.texts("skein-map-tables >>> #services tbody th")).contains(image, script);
    assertThat(BROWSER.all("skein-map-view >>> img")).isEmpty();
    assertThat(BROWSER.all("skein-map-view >>> script")).isEmpty();
    assertThat(BROWSER.<Object>script("return window.broken ?? null")).isNull();
    Map<String, Object> drawn = BROWSER.script(OVERLAPS);
    assertThat(drawn).containsEntry("found", List.of());

    BROWSER.click(NODE + "[aria-label*='<script>']");
    BROWSER.await(
        "the list", () -> query().equals("q=service:\"" + script.replace("\"", "\\\"") + "\""));
  }

  @Test
  void phone_showsAllWithoutScrollingSideways() {
    BROWSER.width(Browser.PHONE);
    VIEWER.send(Calls.purchases());
    open("/map");
    BROWSER.one(NODE);

    Map<String, Long> width =
        BROWSER.script(
            """
            const main = document.querySelector('skein-app').shadowRoot.querySelector('main');
            return {page: document.documentElement.scrollWidth, main: main.scrollWidth};
            """);
    assertThat(width).containsEntry("page", 390L).containsEntry("main", 390L);
    assertThat(BROWSER.one(NODE + "[data-node='storefront']").isDisplayed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void picture(String theme) throws IOException {
    BROWSER.systemTheme(theme);
    VIEWER.send(Shop.day());
    open("/map");
    BROWSER.one(NODE + "[data-node='inventory']");
    BROWSER.await(
        "the store's state", () -> BROWSER.one("skein-store-status").getText().contains("trace"));

    BROWSER.picture("map-" + theme);
  }
}
