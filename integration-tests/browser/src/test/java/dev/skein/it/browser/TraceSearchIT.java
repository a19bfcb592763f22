package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** What the search box and the filters find among four traces. */
class TraceSearchIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.kept();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final String BOX = "skein-search-box >>> input";
  private static final String NAMES = "skein-trace-list >>> .name";
  private static final TestTrace PURCHASE = TestTrace.now();
  private static final TestTrace DECLINED = TestTrace.now();
  private static final TestTrace VISIT = TestTrace.now();
  private static final TestTrace OLD = TestTrace.before(Duration.ofHours(2));

  @BeforeAll
  static void send() {
    PURCHASE
        .span("storefront", "POST /purchases", 0, 120)
        .child("payment", "POST /charges", 10, 90)
        .attribute("http.route", "/charges")
        .attribute("card network", "visa \"gold\"");
    DECLINED
        .span("storefront", "POST /declined", 0, 400)
        .child("payment", "POST /charges", 10, 350)
        .attribute("http.route", "/charges")
        .error("no funds");
    VISIT
        .span("storefront", "GET /items/{id}", 0, 4)
        .child("SELECT items", 1, 3)
        .attribute("db.system.name", "postgresql");
    VISIT.resource("storefront", "deployment.environment.name", "test");
    OLD.span("batch", "nightly sums", 0, 90_000).attribute("rows", 1_000_000);
    VIEWER.send(OLD);
    VIEWER.send(VISIT);
    VIEWER.send(DECLINED);
    VIEWER.send(PURCHASE);
  }

  private static URI found(String query) {
    return VIEWER.uri("/?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
  }

  private static void assertFound(String... names) {
    BROWSER.awaitAsserted(() -> assertThat(BROWSER.texts(NAMES)).containsExactly(names));
  }

  private static void search(String text) {
    BROWSER.one(BOX);
    // selects all that is there
    BROWSER.press(Keys.ESCAPE, Keys.ESCAPE, "/");
    BROWSER.press(text, Keys.ENTER);
  }

  private static String query() {
    return BROWSER.script("return new URLSearchParams(location.search).get('q') ?? ''");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "service:payment | POST /purchases, POST /declined",
        "caller:storefront | POST /purchases, POST /declined, GET /items/{id}",
        "operation:\"POST /charges\" status:error | POST /declined",
        "status:ok | POST /purchases, GET /items/{id}, nightly sums",
        "charges | POST /purchases, POST /declined",
        "duration>300ms service:payment | POST /declined",
        "duration<5ms | GET /items/{id}",
        "total>1s | nightly sums",
        "total>=100ms total<=200ms | POST /purchases",
        "http.route=/charges | POST /purchases, POST /declined",
        "\"card network\"=\"visa \\\"gold\\\"\" | POST /purchases",
        "deployment.environment.name=test | GET /items/{id}",
        "rows=1000000 | nightly sums",
        "has:db.system.name | GET /items/{id}",
      })
  void search_findsEachKindOfCondition(String text, String names) {
    BROWSER.open(VIEWER.uri());

    search(text);

    assertFound(names.split(", "));
    assertThat(query()).isEqualTo(text);
  }

  @Test
  void search_findsATraceByItsId() {
    BROWSER.open(found(DECLINED.id()));

    assertFound("POST /declined");
  }

  @Test
  void search_saysWhereItIsWrong() {
    BROWSER.expectConsole("400 (Bad Request)");
    BROWSER.open(VIEWER.uri());

    search("service:payment duration>fast");

    assertThat(BROWSER.one("skein-search-box >>> [role=alert]").getText()).contains("\"fast\"");
    assertThat(BROWSER.texts("skein-search-box >>> mark")).containsExactly("duration>fast");
    assertThat(BROWSER.one(BOX).getAttribute("aria-invalid")).isEqualTo("true");

    search("service:payment");

    assertFound("POST /purchases", "POST /declined");
    assertThat(BROWSER.all("skein-search-box >>> [role=alert]")).isEmpty();
  }

  @Test
  void search_isInTheAddress_andInTheHistory() {
    BROWSER.open(found("status:error"));
    assertFound("POST /declined");

    search("has:rows");
    assertFound("nightly sums");
    BROWSER.driver().navigate().back();

    assertFound("POST /declined");
    assertThat(BROWSER.one(BOX).getAttribute("value")).isEqualTo("status:error");
  }

  @Test
  void search_withoutAMatch_offersToClearTheFilters() {
    BROWSER.open(found("service:nobody"));

    assertThat(BROWSER.one("skein-traces-view >>> .message").getText())
        .contains("No trace matches");
    BROWSER.click("skein-traces-view >>> .message button");

    assertFound("POST /purchases", "POST /declined", "GET /items/{id}", "nightly sums");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "serv | service: | service:",
        "service:pay | service:payment | service:payment ",
        "chargE | operation:\"POST /charges\" | operation:\"POST /charges\" ",
        "status:error http.ro | http.route= | status:error http.route=",
        "http.route=/ch | http.route=/charges | http.route=/charges ",
        "has:card | has:\"card network\" | has:\"card network\" ",
        "status: | status:error | status:error ",
      })
  void completion_proposesWhatTheStoreHolds(String typed, String proposal, String completed) {
    BROWSER.open(VIEWER.uri());
    assertFound("POST /purchases", "POST /declined", "GET /items/{id}", "nightly sums");

    WebElement box = BROWSER.one(BOX);
    BROWSER.press("/");
    BROWSER.press(typed);
    BROWSER.awaitAsserted(
        () -> assertThat(BROWSER.texts("skein-search-box >>> li code")).contains(proposal));
    BROWSER.await(
        proposal + " to be the active one",
        () -> {
          BROWSER.press(Keys.ARROW_DOWN);
          return BROWSER
              .texts("skein-search-box >>> li[aria-selected=true] code")
              .contains(proposal);
        });
    BROWSER.press(Keys.ENTER);

    BROWSER.awaitAsserted(
        () -> assertThat(box.getAttribute("value").strip()).isEqualTo(completed.strip()));
    assertThat(query()).isEmpty();
  }

  @Test
  void filters_writeTheText() {
    BROWSER.open(VIEWER.uri());
    assertFound("POST /purchases", "POST /declined", "GET /items/{id}", "nightly sums");
    BROWSER.one("skein-quick-filters >>> option[value=payment]");

    new Select(BROWSER.one("#service")).selectByVisibleText("payment");
    assertFound("POST /purchases", "POST /declined");
    new Select(BROWSER.one("#operation")).selectByVisibleText("POST /charges");
    assertFound("POST /purchases", "POST /declined");
    BROWSER.click("#status >>> label:nth-child(3)");
    assertFound("POST /declined");

    assertThat(query()).isEqualTo("service:payment operation:\"POST /charges\" status:error");
    assertThat(BROWSER.one(BOX).getAttribute("value")).isEqualTo(query());

    BROWSER.click("#status >>> label:nth-child(2)");
    BROWSER.click("#max");
    BROWSER.press("200", Keys.ENTER);
    assertFound("POST /purchases");
    assertThat(query()).isEqualTo("service:payment operation:\"POST /charges\" total<200ms");
  }

  @Test
  void filters_showWhatTheTextSays() {
    BROWSER.open(found("total>=10ms status:error service:payment operation:\"POST /charges\""));

    assertFound("POST /declined");
    assertThat(new Select(BROWSER.one("#service")).getFirstSelectedOption().getText())
        .isEqualTo("payment");
    assertThat(BROWSER.one("#min").getAttribute("value")).isEqualTo("10ms");
    assertThat(BROWSER.all("#status >>> input:checked").get(0).getAttribute("value"))
        .isEqualTo("error");
  }

  @Test
  void timeRange_leavesOutWhatBeganBefore() {
    BROWSER.open(VIEWER.uri());
    assertFound("POST /purchases", "POST /declined", "GET /items/{id}", "nightly sums");

    new Select(BROWSER.one("#range")).selectByVisibleText("Last hour");

    assertFound("POST /purchases", "POST /declined", "GET /items/{id}");
    assertThat(List.of(BROWSER.driver().getCurrentUrl().split("[?&]"))).contains("from=-1h");
  }
}
