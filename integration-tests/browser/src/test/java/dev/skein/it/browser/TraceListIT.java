package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The list of traces: what its rows say and what can be done with them. */
class TraceListIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.emptied();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final String ROWS = "skein-trace-list >>> li";

  private static TestTrace visit(String name, double millis) {
    TestTrace trace = TestTrace.before(Duration.ofSeconds(90));
    trace.span("storefront", name, 0, millis);
    return trace;
  }

  private static void openList(int rows) {
    BROWSER.open(VIEWER.uri());
    BROWSER.await(rows + " rows", () -> BROWSER.all(ROWS).size() == rows);
  }

  private static String current() {
    return BROWSER.texts("skein-trace-list >>> li.current >>> .name").stream()
        .findFirst()
        .orElse("");
  }

  /** The page is told of a service's thousand commonest operations. */
  @Test
  void operationThatIsNotListed_staysAFilter_whenItsServiceIsChosen() {
    TestTrace trace = TestTrace.now();
    trace.span("storefront", "zz rare", 0, 1);
    for (int i = 0; i < 1000; i++) {
      trace.span("storefront", "common " + i, 0, 1);
    }
    VIEWER.send(trace);
    BROWSER.open(VIEWER.uri("/?q=operation:%22zz%20rare%22"));
    BROWSER.one("skein-quick-filters >>> option[value=storefront]");

    new Select(BROWSER.one("#service")).selectByVisibleText("storefront");

    BROWSER.await(
        "a search for both",
        () ->
            "operation:\"zz rare\" service:storefront"
                .equals(
                    BROWSER.script("return new URLSearchParams(location.search).get('q') ?? ''")));
    assertThat(BROWSER.all("#operation >>> option:disabled")).hasSize(1);
    assertThat(BROWSER.all("#service >>> option:disabled")).isEmpty();
  }

  @Test
  void row_saysWhatTheTraceIs() {
    TestTrace trace = TestTrace.before(Duration.ofHours(5));
    trace
        .span("storefront", "POST /purchases", 0, 120)
        .child("payment", "POST /charges", 10, 90)
        .error("no funds")
        .child("audit", 20, 30);
    VIEWER.send(trace);
    openList(1);

    String row = BROWSER.one(ROWS).getText();

    assertThat(row)
        .contains("storefront", "POST /purchases", "1 error", "3 spans", "120 ms", "5 h");
    assertThat(BROWSER.texts("skein-trace-list >>> .chip"))
        .containsExactlyInAnyOrder("storefront 1", "payment 2");
  }

  @Test
  void row_ofATraceWithoutItsRoot_saysSo() {
    TestTrace trace = TestTrace.now();
    trace.span("payment", "POST /charges", 0, 80).orphan();
    VIEWER.send(trace);
    openList(1);

    assertThat(BROWSER.one(ROWS).getText()).contains("incomplete");
  }

  @Test
  void bar_isRelativeToTheLongest() {
    VIEWER.send(visit("short", 100));
    VIEWER.send(visit("long", 400));
    openList(2);

    assertThat(
            BROWSER.<List<Long>>script(
                "return arguments[0].map((bar) => Math.round("
                    + "100 * bar.offsetWidth / bar.parentElement.clientWidth))",
                BROWSER.all("skein-trace-list >>> .bar i")))
        .containsExactly(100L, 25L);
  }

  @Test
  void row_opensTheTrace() {
    TestTrace trace = visit("GET /", 5);
    VIEWER.send(trace);
    openList(1);

    BROWSER.click(ROWS);

    BROWSER.one("skein-trace-view");
    assertThat(BROWSER.driver().getCurrentUrl()).endsWith("/trace/" + trace.id());
  }

  @Test
  void keys_moveAlongTheRows_andOpenOne() {
    VIEWER.send(visit("third", 5));
    TestTrace second = TestTrace.now();
    second.span("storefront", "second", 0, 7).error("no");
    VIEWER.send(second);
    VIEWER.send(visit("first", 5));
    openList(3);

    BROWSER.press("j");
    assertThat(current()).isEqualTo("first");
    BROWSER.press("jj");
    assertThat(current()).isEqualTo("third");
    BROWSER.press("j");
    assertThat(current()).isEqualTo("third");
    BROWSER.press("kk");
    assertThat(current()).isEqualTo("first");
    BROWSER.press("e");
    assertThat(current()).isEqualTo("second");
    BROWSER.press(Keys.ENTER);

    BROWSER.one("skein-trace-view");
    assertThat(BROWSER.driver().getCurrentUrl()).endsWith("/trace/" + second.id());
  }

  @Test
  void list_isAsItWasLeft_whenOneComesBack() {
    List<TestTrace> traces = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      traces.add(visit("visit " + i, 5));
    }
    VIEWER.send(traces.toArray(TestTrace[]::new));
    openList(60);
    BROWSER.press("j".repeat(50));
    String left = current();
    long scrolled = scrollTop();
    BROWSER.press(Keys.ENTER);
    BROWSER.one("skein-trace-view");

    BROWSER.driver().navigate().back();

    BROWSER.one(ROWS);
    BROWSER.awaitAsserted(() -> assertThat(scrollTop()).isEqualTo(scrolled).isPositive());
    assertThat(current()).isEqualTo(left);
  }

  private static long scrollTop() {
    return BROWSER
        .<Number>script(
            "return Math.round(arguments[0].scrollTop)", BROWSER.one("skein-traces-view"))
        .longValue();
  }

  @Test
  void manyTraces_areShownAsOneScrolls() {
    List<TestTrace> traces = new ArrayList<>();
    for (int i = 0; i < 1_150; i++) {
      traces.add(visit("visit " + i, 5));
    }
    VIEWER.send(traces.toArray(TestTrace[]::new));
    openList(100);
    assertThat(BROWSER.one("#found").getText()).startsWith("The newest 1,000 traces");

    BROWSER.await(
        "all rows",
        () -> {
          BROWSER.script(
              "arguments[0].scrollTop = arguments[0].scrollHeight",
              BROWSER.one("skein-traces-view"));
          return BROWSER.all(ROWS).size() == 1_150;
        });

    // names of rows that are not seen have no text
    assertThat(
            BROWSER.<List<String>>script(
                "return arguments[0].map((row) => row.id)", BROWSER.all(ROWS)))
        .doesNotHaveDuplicates();
    assertThat(BROWSER.all("#more")).isEmpty();
  }

  @Test
  void twoTraces_areChosenForComparison() {
    TestTrace one = visit("one", 5);
    TestTrace other = visit("other", 6);
    VIEWER.send(one);
    VIEWER.send(other);
    openList(2);

    BROWSER.press("jcjc");
    BROWSER.click("#compare");

    BROWSER.one("skein-compare-view");
    assertThat(BROWSER.driver().getCurrentUrl())
        .contains("left=" + other.id(), "right=" + one.id());
  }

  @Test
  void export_isImportedAgain() {
    TestTrace kept = TestTrace.now();
    kept.span("storefront", "POST /purchases", 0, 120)
        .child("payment", "POST /charges", 10, 90)
        .attribute("amount", 12.5)
        .event("retry", 40, Map.of("attempt", 2))
        .error("no funds");
    VIEWER.send(kept);
    VIEWER.send(visit("GET /", 5));
    BROWSER.open(VIEWER.uri("/?q=charges"));
    BROWSER.await("one row", () -> BROWSER.all(ROWS).size() == 1);
    String before = VIEWER.get("/api/traces/" + kept.id());

    BROWSER.click("#export");
    Path file = BROWSER.downloads().resolve("traces.json");
    BROWSER.await("the download", () -> Files.exists(file));
    VIEWER.clear();
    BROWSER.driver().navigate().refresh();
    BROWSER.all("skein-app >>> #file").get(0).sendKeys(file.toString());

    BROWSER.one("skein-trace-view");
    assertThat(BROWSER.driver().getCurrentUrl()).endsWith("/trace/" + kept.id());
    assertThat(BROWSER.one(".notice").getText()).contains("Imported 2 spans of 1 trace");
    assertThat(VIEWER.get("/api/traces/" + kept.id())).isEqualTo(before);
  }

  @Test
  void import_byDroppingAFile() {
    BROWSER.open(VIEWER.uri());
    BROWSER.one("skein-empty-store");
    String zipkin =
        "[{\"traceId\":\"00000000000000aa\",\"id\":\"00000000000000bb\",\"name\":\"dropped\","
            + "\"timestamp\":1700000000000000,\"duration\":2000,"
            + "\"localEndpoint\":{\"serviceName\":\"cart\"}}]";

    BROWSER.script(
        """
        const files = new DataTransfer();
        files.items.add(new File([arguments[0]], 'spans.json'));
        for (const type of ['dragenter', 'dragover', 'drop']) {
          document.body.dispatchEvent(new DragEvent(type,
            {dataTransfer: files, bubbles: true, cancelable: true, composed: true}));
        }
        """,
        zipkin);

    BROWSER.one("skein-trace-view");
    assertThat(BROWSER.driver().getCurrentUrl())
        .endsWith("/trace/000000000000000000000000000000aa");
  }

  @Test
  void import_ofSomethingElse_saysWhatIsWrong(@TempDir Path folder) throws IOException {
    BROWSER.expectConsole("400 (Bad Request)");
    Path file = Files.writeString(folder.resolve("notes.txt"), "these are no spans");
    BROWSER.open(VIEWER.uri());

    BROWSER.all("skein-app >>> #file").get(0).sendKeys(file.toString());

    assertThat(BROWSER.one(".notice").getText()).startsWith("notes.txt: ");
  }

  @Test
  void footer_saysHowFullTheStoreIs_andClearsIt() {
    VIEWER.send(visit("GET /", 5));
    openList(1);
    WebElement footer = BROWSER.one("skein-store-status >>> footer");
    BROWSER.await("the figures", () -> footer.getText().startsWith("1 trace, 1 span"));
    assertThat(footer.getText()).contains("% full");

    footer.findElement(By.cssSelector("#clear")).click();
    BROWSER.await("the question", () -> BROWSER.driver().switchTo().alert()).accept();

    BROWSER.one("skein-empty-store");
    assertThat(VIEWER.get("/api/traces")).contains("\"traces\":[]");
  }

  @Test
  void footer_saysWhatWasRefused() {
    VIEWER.sendMalformed();
    BROWSER.open(VIEWER.uri());

    assertThat(BROWSER.one("skein-store-status >>> .loss").getText())
        .containsPattern("\\d+ requests? refused");
  }

  @Test
  void emptyStore_saysHowToSendTraces() {
    BROWSER.open(VIEWER.uri());

    assertThat(BROWSER.one("skein-empty-store").getText())
        .contains("OTEL_EXPORTER_OTLP_ENDPOINT=" + BROWSER.script("return location.origin"))
        .contains("/api/v2/spans")
        .contains("Import a file");
  }

  /** Does what the command does. */
  private static final String SEND =
      """
      const [command, done] = arguments;
      const [, address, type, body] =
        command.match(/^curl (\\S+) -H 'Content-Type: (\\S+)' -d '([^]*)'$/);
      fetch(address, {
        method: 'POST',
        headers: {'Content-Type': type},
        body: body.replace("'$(date +%s)'", Math.floor(Date.now() / 1000)),
      }).then(({status}) => done(status), (e) => done(e.message));
      """;

  @Test
  void emptyStore_hasACommandThatSendsATrace() {
    BROWSER.open(VIEWER.uri());
    BROWSER.one("skein-empty-store");
    String command =
        BROWSER.texts("skein-empty-store >>> code").stream()
            .filter(text -> text.startsWith("curl "))
            .findFirst()
            .orElseThrow();

    assertThat(BROWSER.driver().executeAsyncScript(SEND, command)).isEqualTo(202L);

    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.one("skein-trace-list >>> li").getText())
                .contains("curl", "hello", "42 ms"));
  }
}
