package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What is around a trace's rows: header, hints, details, addresses. */
class TraceViewIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.emptied();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final TracePage PAGE = new TracePage(BROWSER, VIEWER);
  private static final String DETAILS = "skein-span-details >>> ";

  private static void open(TestTrace trace) {
    VIEWER.send(trace);
    PAGE.open(trace);
  }

  /** What an attribute's row says, without its buttons. */
  private static String attribute(String section, String key) {
    List<WebElement> rows =
        BROWSER.all(DETAILS + "details." + section + " skein-attribute-table >>> tr");
    return rows.stream()
        .filter(row -> row.findElement(By.cssSelector("th")).getText().equals(key))
        .map(row -> row.findElement(By.cssSelector("td")).getText())
        .findFirst()
        .orElse("none");
  }

  private static void awaitPath(String path) {
    BROWSER.await("the address " + path, () -> driverUrl().equals(VIEWER.uri(path).toString()));
  }

  private static String driverUrl() {
    return String.valueOf(BROWSER.driver().getCurrentUrl());
  }

  @Test
  void header_saysWhatTheTraceIs() {
    open(Traces.declined());

    assertThat(BROWSER.texts("skein-trace-header >>> h1")).containsExactly("buy shopper");
    assertThat(BROWSER.one("skein-trace-header >>> .facts").getText())
        .contains("95 ms", "12 spans", "4 errors");
    assertThat(BROWSER.texts("skein-trace-header >>> .legend .of"))
        .containsExactlyInAnyOrder("shopper", "storefront", "payment", "inventory");
    assertThat(BROWSER.driver().getTitle()).isEqualTo("buy · Skein");
  }

  @Test
  void legend_saysHowMuchOfTheCriticalPathAServiceHasAndFindsItsSpans() {
    open(Traces.sequence());
    assertThat(BROWSER.texts("skein-trace-header >>> .legend button"))
        .extracting(text -> text.replaceAll("\\s+", " "))
        .containsExactlyInAnyOrder(
            "front 1 20 %", "first 1 20 %", "beside 1", "second 2 50 %", "third 1 10 %");

    BROWSER.click("skein-trace-header >>> .legend button[title^='2 spans']");

    BROWSER.awaitAsserted(
        () ->
            assertThat(PAGE.rows())
                .filteredOn(row -> row.of("marks").contains("match"))
                .extracting(TracePage.Row::name)
                .containsExactly("two", "inner"));
  }

  /** A message that is taken a minute later: nobody waits in between. */
  @Test
  void legend_sharesWhatTheTraceWaitedFor_withoutTheGaps() {
    TestTrace trace = TestTrace.now();
    trace
        .span("front", "root", 0, 30)
        .child("mailer", "send", 60_000, 60_010)
        .kind(SpanKind.SPAN_KIND_CONSUMER);
    open(trace);

    assertThat(BROWSER.texts("skein-trace-header >>> .legend button"))
        .extracting(text -> text.replaceAll("\\s+", " "))
        .containsExactlyInAnyOrder("front 1 75 %", "mailer 1 25 %");
  }

  @Test
  void details_showAttributesAndFilterThem() {
    open(Traces.purchase());

    PAGE.choose("authorize card");

    assertThat(attribute("attributes", "card.last4")).isEqualTo("4242");
    assertThat(attribute("attributes", "amount")).isEqualTo("1999");
    assertThat(attribute("resource", "service.name")).isEqualTo("payment");
    assertThat(attribute("events", "score")).isEqualTo("12");
    assertThat(BROWSER.texts(DETAILS + ".duration")).containsExactly("151 ms");
    assertThat(BROWSER.texts(DETAILS + ".critical-share"))
        .containsExactly("151 ms 81 % of the trace");

    BROWSER.one(DETAILS + ".filter input").sendKeys("card.");
    BROWSER.awaitAsserted(
        () -> {
          assertThat(attribute("attributes", "amount")).isEqualTo("none");
          assertThat(attribute("attributes", "card.scheme")).isEqualTo("visa");
        });
    assertThat(BROWSER.texts(DETAILS + "details.attributes summary"))
        .containsExactly("Attributes 2 of 3");
  }

  @Test
  void details_leadToTracesWithTheSameValue() {
    TestTrace first = Traces.purchase();
    TestTrace second = Traces.purchase();
    VIEWER.send(first, Traces.declined(), second);
    PAGE.open(first);
    PAGE.choose("authorize card");

    BROWSER.click("skein-attribute-table >>> a[aria-label$='card.last4']");

    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.all("skein-traces-view >>> a[href*='/trace/']"))
                .extracting(link -> link.getDomAttribute("href"))
                .contains("/trace/" + first.id(), "/trace/" + second.id())
                .hasSize(2));
  }

  @Test
  void exception_isShownWithItsStackTrace() {
    open(Traces.declined());

    PAGE.choose("authorize card");

    assertThat(BROWSER.one("skein-exception-block >>> h3").getText())
        .startsWith("com.example.payment.CardDeclined");
    assertThat(BROWSER.one("skein-exception-block >>> p").getText())
        .isEqualTo("insufficient funds");
    assertThat(BROWSER.texts(DETAILS + ".message")).containsExactly("card declined");
    assertThat(BROWSER.all("skein-exception-block >>> pre")).noneMatch(WebElement::isDisplayed);
    BROWSER.click("skein-exception-block >>> summary");
    WebElement stack = BROWSER.one("skein-exception-block >>> pre");
    assertThat(stack.getDomProperty("textContent")).isEqualTo(Traces.STACK_TRACE);
    assertThat(stack.getCssValue("white-space")).startsWith("pre");
  }

  @Test
  void link_opensTheOtherTraceAtItsSpan() {
    TestTrace other = TestTrace.now();
    TestSpan order = other.span("orders", "order placed", 0, 5).child("enqueue", 1, 2);
    TestTrace batch = TestTrace.now();
    batch.span("billing", "bill orders", 0, 50).link(other, order);
    VIEWER.send(other, batch);
    PAGE.open(batch);
    PAGE.choose("bill orders");

    BROWSER.click(DETAILS + "details.links a");

    BROWSER.awaitAsserted(() -> assertThat(PAGE.selected().name()).isEqualTo("enqueue"));
    awaitPath("/trace/" + other.id() + "?span=" + order.id());
    BROWSER.driver().navigate().back();
    BROWSER.awaitAsserted(() -> assertThat(PAGE.selected().name()).isEqualTo("bill orders"));
  }

  @Test
  void hint_marksItsSpansAndScrollsToThem() {
    TestTrace trace = TestTrace.now();
    TestSpan root = trace.span("shop", "list", 0, 400);
    for (int i = 0; i < 60; i++) {
      root.child("prepare " + i, 1, 2);
    }
    for (int i = 0; i < 30; i++) {
      root.child("SELECT price", 10 + 10 * i, 18 + 10 * i)
          .kind(SpanKind.SPAN_KIND_CLIENT)
          .attribute("db.system.name", "postgresql")
          .attribute("db.query.text", "SELECT price FROM item WHERE id = ?");
    }
    open(trace);

    BROWSER.click("skein-trace-hints >>> button:has(.kind)");

    BROWSER.awaitAsserted(
        () ->
            assertThat(PAGE.rows())
                .filteredOn(row -> row.of("marks").contains("hinted"))
                .isNotEmpty()
                .allMatch(row -> row.name().equals("SELECT price")));
    BROWSER.press(Keys.ESCAPE);
    BROWSER.awaitAsserted(
        () -> assertThat(PAGE.rows()).noneMatch(row -> row.of("marks").contains("hinted")));
  }

  @Test
  void address_saysWhatIsShown() {
    TestTrace trace = Traces.sequence();
    VIEWER.send(trace);
    PAGE.open(trace);
    String root = trace.id();

    BROWSER.press("j", "j", "j", "j");
    BROWSER.press("z");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.query()).contains("span=", "from=", "to="));
    String address = driverUrl();
    BROWSER.open(VIEWER.uri("/map"));
    BROWSER.one("skein-map-view");

    BROWSER.driver().get(address);

    BROWSER.awaitAsserted(
        () -> {
          assertThat(PAGE.selected().name()).isEqualTo("two");
          assertThat(PAGE.selected().of("bar")).isEqualTo("4.5-95.5");
        });
    assertThat(BROWSER.one(DETAILS + "h2").getText()).isEqualTo("two");
    assertThat(driverUrl()).contains(root);
  }

  @Test
  void unknownTrace_saysWhyAndOpensWhenItArrives() {
    TestTrace trace = Traces.sequence();
    BROWSER.expectConsole("404");
    BROWSER.open(VIEWER.uri("/trace/" + trace.id()));

    assertThat(BROWSER.one("skein-trace-missing >>> section").getText())
        .contains("This trace is not here", trace.id(), "evicted");
    VIEWER.send(trace);

    BROWSER.one("skein-trace-waterfall >>> .row");
    assertThat(PAGE.names()).contains("root");
  }

  @Test
  void wrongId_canBeReplacedByATextThatHasOne() {
    TestTrace trace = Traces.sequence();
    VIEWER.send(trace);
    BROWSER.expectConsole("400");
    BROWSER.open(VIEWER.uri("/trace/abc"));
    assertThat(BROWSER.one("skein-trace-missing >>> section").getText())
        .contains("That is no trace id");

    WebElement field = BROWSER.one("skein-trace-missing >>> input");
    field.sendKeys("nothing", Keys.ENTER);
    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.one("skein-trace-missing >>> #wrong").getText())
                .contains("no 32 hexadecimal digits"));
    field.clear();
    field.sendKeys("traceparent: 00-" + trace.id() + "-0000000000000001-01", Keys.ENTER);

    BROWSER.one("skein-trace-waterfall >>> .row");
    awaitPath("/trace/" + trace.id());
  }

  @Test
  void growingTrace_saysSoAndKeepsWhatIsSelected() {
    TestTrace trace = TestTrace.now();
    TestSpan root = trace.span("front", "root", 0, 100);
    root.child("first", 10, 20);
    VIEWER.send(trace);
    PAGE.open(trace);
    PAGE.choose("first");
    root.child("earlier", 5, 9);
    root.child("later", 30, 90);

    VIEWER.send(trace);

    assertThat(BROWSER.one("skein-trace-toolbar >>> .news").getText()).startsWith("2 new spans");
    BROWSER.press("r");
    BROWSER.awaitAsserted(
        () -> assertThat(PAGE.names()).containsExactly("root", "earlier", "first", "later"));
    assertThat(PAGE.selected().name()).isEqualTo("first");
    assertThat(BROWSER.all("skein-trace-toolbar >>> .news")).isEmpty();
  }

  @Test
  void sidesOfACallThatShareAnId_areToldApart_whenTheTraceHasGrown() {
    TestTrace trace = TestTrace.now();
    TestSpan root = trace.span("front", "root", 0, 100);
    TestSpan call = root.child("call", 10, 90).kind(SpanKind.SPAN_KIND_CLIENT);
    root.child("back", "answer", 20, 80).kind(SpanKind.SPAN_KIND_SERVER).sharing(call);
    VIEWER.send(trace);
    PAGE.open(trace);
    PAGE.choose("answer");
    root.child("later", 92, 95);

    VIEWER.send(trace);

    BROWSER.one("skein-trace-toolbar >>> .news");
    BROWSER.press("r");
    BROWSER.awaitAsserted(
        () -> assertThat(PAGE.names()).containsExactly("root", "call", "answer", "later"));
    assertThat(PAGE.selected().name()).isEqualTo("answer");
  }

  @Test
  void sidesOfACallThatShareAnId_areToldApart_byTheAddress() {
    TestTrace trace = TestTrace.now();
    TestSpan root = trace.span("front", "root", 0, 100);
    TestSpan call = root.child("call", 10, 90).kind(SpanKind.SPAN_KIND_CLIENT);
    root.child("back", "answer", 20, 80).kind(SpanKind.SPAN_KIND_SERVER).sharing(call);
    open(trace);
    PAGE.choose("answer");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.query()).isEqualTo("span=" + call.id() + ".2"));

    BROWSER.driver().navigate().refresh();

    BROWSER.awaitAsserted(() -> assertThat(PAGE.selected().name()).isEqualTo("answer"));
    PAGE.choose("call");
    BROWSER.awaitAsserted(() -> assertThat(PAGE.query()).isEqualTo("span=" + call.id()));
  }

  @Test
  void evictedTrace_staysAsItIsShown() {
    open(Traces.sequence());
    VIEWER.clear();
    BROWSER.expectConsole("404");

    BROWSER.press("r");

    assertThat(BROWSER.one("skein-app >>> .notice").getText()).contains("trace");
    assertThat(PAGE.names()).startsWith("root", "one");
  }

  @Test
  void export_downloadsWhatCanBeImportedAgain() throws IOException {
    TestTrace trace = Traces.purchase();
    VIEWER.send(trace);
    PAGE.open(trace);
    String before = VIEWER.get("/api/traces/" + trace.id());
    List<String> rows = PAGE.names();

    BROWSER.click("skein-trace-header >>> a[download]");

    Path file = BROWSER.downloads().resolve("trace-" + trace.id() + ".json");
    BROWSER.await("the file", () -> Files.exists(file));
    assertThat(Files.readString(file)).contains("resourceSpans", "authorize card");
    VIEWER.clear();
    BROWSER.open(VIEWER.uri());
    BROWSER.one("skein-empty-store");
    BROWSER.all("skein-app >>> #file").get(0).sendKeys(file.toString());

    awaitPath("/trace/" + trace.id());
    BROWSER.awaitAsserted(() -> assertThat(PAGE.names()).isEqualTo(rows));
    assertThat(VIEWER.get("/api/traces/" + trace.id())).isEqualTo(before);
  }

  @Test
  void key_copiesTheTraceId() {
    TestTrace trace = Traces.sequence();
    open(trace);

    BROWSER.press("y");

    assertThat(BROWSER.one("skein-app >>> .notice").getText()).contains("Copied the trace id");
    // to read it needs a permission, to write it none
    BROWSER
        .driver()
        .executeCdpCommand(
            "Browser.grantPermissions", Map.of("permissions", List.of("clipboardReadWrite")));
    String copied = BROWSER.script("return navigator.clipboard.readText()");
    BROWSER.driver().executeCdpCommand("Browser.resetPermissions", Map.of());
    assertThat(copied).isEqualTo(trace.id());
  }

  @Test
  void comparison_isOfferedWithTracesThatBeginAlike() {
    TestTrace trace = Traces.purchase();
    TestTrace other = Traces.declined();
    VIEWER.send(trace, other, Traces.sequence());
    PAGE.open(trace);

    BROWSER.click("skein-trace-header >>> .compare");

    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.all("skein-trace-header >>> [popover] a"))
                .extracting(link -> link.getDomAttribute("href"))
                .containsExactly("/compare?left=" + trace.id() + "&right=" + other.id()));
  }

  @Test
  void phone_showsNamesAboveBarsAndDetailsBelow() throws IOException {
    TestTrace trace = Traces.purchase();
    VIEWER.send(trace);
    BROWSER.width(Browser.PHONE);
    PAGE.open(trace);

    Long beyond =
        BROWSER.script("return document.scrollingElement.scrollWidth - document.body.clientWidth");
    assertThat(beyond).as("pixels that are wider than the phone").isZero();
    assertThat(PAGE.row("authorize card").of("bar")).isEqualTo("16.7-97.6");
    BROWSER.picture("trace-phone");
    PAGE.choose("POST /purchases");

    WebElement details = BROWSER.one("skein-span-details");
    WebElement rows = BROWSER.one("skein-trace-waterfall");
    assertThat(details.getRect().getY())
        .isGreaterThanOrEqualTo(rows.getRect().getY() + rows.getRect().getHeight());
    assertThat(details.getSize().getWidth()).isEqualTo(Browser.PHONE);
  }

  @Test
  void pictures_showADeclinedPurchase() throws IOException {
    TestTrace trace = Traces.declined();
    VIEWER.send(trace);
    PAGE.open(trace);
    PAGE.choose("authorize card");
    BROWSER.script("document.activeElement.blur()");
    BROWSER.picture("trace-light");

    BROWSER.systemTheme("dark");
    BROWSER.picture("trace-dark");
  }
}
