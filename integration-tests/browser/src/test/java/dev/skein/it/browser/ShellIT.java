package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.viewer.Viewer;
import dev.skein.viewer.ViewerOptions;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The frame around the views. */
class ShellIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.emptied();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final String BACKGROUND = "return getComputedStyle(document.body).backgroundColor";
  private static final String LIGHT = "rgb(248, 248, 246)";
  private static final String DARK = "rgb(19, 21, 24)";

  private static String path() {
    return BROWSER.script("return location.pathname");
  }

  private static TestTrace purchase() {
    TestTrace trace = TestTrace.now();
    trace
        .span("storefront", "POST /purchases", 0, 120)
        .child("payment", "POST /charges", 10, 90)
        .error("no funds");
    return trace;
  }

  @Test
  void keys_leadToTheViews() {
    VIEWER.send(purchase());
    BROWSER.open(VIEWER.uri("/?q=charges"));
    BROWSER.one("skein-trace-list >>> li");

    BROWSER.press("gm");
    BROWSER.one("skein-map-view");
    assertThat(path()).isEqualTo("/map");
    BROWSER.press("go");
    BROWSER.one("skein-operations-view");
    assertThat(path()).isEqualTo("/operations");
    BROWSER.press("gt");

    BROWSER.one("skein-trace-list >>> li");
    assertThat(BROWSER.driver().getCurrentUrl()).endsWith("/?q=charges");
  }

  @Test
  void keys_areLeftToFields() {
    VIEWER.send(purchase());
    BROWSER.open(VIEWER.uri());
    BROWSER.one("skein-trace-list >>> li");

    BROWSER.press("/");
    BROWSER.press("gm?");

    assertThat(BROWSER.one("skein-search-box >>> input").getAttribute("value")).isEqualTo("gm?");
    assertThat(path()).isEqualTo("/");
    assertThat(BROWSER.all("dialog[open]")).isEmpty();
  }

  @Test
  void helpDialog_listsTheKeysThatAreBound_andGoesWithEscape() {
    BROWSER.open(VIEWER.uri("/map"));
    BROWSER.one("skein-map-view");

    BROWSER.press("?");

    assertThat(BROWSER.one("dialog[open]").getText()).contains("service:payment");
    assertThat(BROWSER.texts("dialog[open] .keys kbd"))
        .containsExactly("p", "+", "=", "-", "0", "?", "g", "t", "g", "m", "g", "o");
    assertThat(BROWSER.texts("dialog[open] .keys dd"))
        .containsExactly(
            "Pause or go on",
            "Zoom in",
            "Zoom out",
            "Show all of the map",
            "This help",
            "Go to the traces",
            "Go to the service map",
            "Go to the operations");
    BROWSER.press(Keys.ESCAPE);
    BROWSER.await("the dialog to close", () -> BROWSER.all("dialog[open]").isEmpty());
  }

  @Test
  void helpDialog_saysHowATraceIsDrawn_andNamesTheSpaceBar() {
    TestTrace trace = purchase();
    VIEWER.send(trace);
    BROWSER.open(VIEWER.uri("/trace/" + trace.id()));
    BROWSER.one("skein-trace-waterfall >>> .row");

    BROWSER.press("?");

    assertThat(BROWSER.one("dialog[open] .bars").getText()).contains("the critical path");
    assertThat(BROWSER.texts("dialog[open] .keys kbd"))
        .containsSubsequence("Enter", "Space")
        .doesNotContain("");
  }

  @ParameterizedTest
  @CsvSource({
    "light, '" + LIGHT + "', 2, '" + DARK + "'",
    "dark, '" + DARK + "', 1, '" + LIGHT + "'"
  })
  void theme_isTheSystems_untilAnotherIsChosen(
      String system, String background, int clicks, String chosen) {
    BROWSER.systemTheme(system);
    BROWSER.open(VIEWER.uri());
    assertThat(BROWSER.<String>script(BACKGROUND)).isEqualTo(background);

    for (int i = 0; i < clicks; i++) {
      BROWSER.click("#theme");
    }

    assertThat(BROWSER.<String>script(BACKGROUND)).isEqualTo(chosen);
  }

  @Test
  void theme_thatIsChosen_staysAfterAReload() {
    BROWSER.open(VIEWER.uri());

    BROWSER.click("#theme");
    BROWSER.click("#theme");
    assertThat(BROWSER.<String>script(BACKGROUND)).isEqualTo(DARK);
    BROWSER.driver().navigate().refresh();

    assertThat(BROWSER.<String>script(BACKGROUND)).isEqualTo(DARK);
    assertThat(BROWSER.one("#theme").getAttribute("title")).isEqualTo("Theme: dark");
  }

  @Test
  void unknownAddress_isSaid_andLeadsToTheTraces() {
    BROWSER.expectConsole("404 (Not Found)");
    BROWSER.open(VIEWER.uri("/trace/1/2"));

    assertThat(BROWSER.one("skein-app >>> .lost").getText()).contains("/trace/1/2");
    BROWSER.click("skein-app >>> .lost a");

    BROWSER.one("skein-traces-view");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/?q=status:error", "/map", "/operations", "/compare", "/trace/"})
  void phone_needsNoHorizontalScrolling(String path) {
    TestTrace trace = purchase();
    VIEWER.send(trace);
    BROWSER.width(Browser.PHONE);
    BROWSER.open(VIEWER.uri(path.equals("/trace/") ? path + trace.id() : path));
    BROWSER.one("skein-app >>> main > *");
    BROWSER.await(
        "the services' names",
        () -> path.equals("/compare") || BROWSER.one("main").getText().contains("storefront"));

    long[] widths = {
      BROWSER.script("return document.scrollingElement.scrollWidth"),
      BROWSER.script("return arguments[0].scrollWidth", BROWSER.one("main")),
      BROWSER.script("return arguments[0].firstElementChild.scrollWidth", BROWSER.one("main")),
    };

    assertThat(widths).containsOnly(Browser.PHONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/map", "/operations", "/compare?left=%1$s&right=%1$s", "/trace/%s"})
  void page_asksNobodyButTheViewer(String path) {
    TestTrace trace = purchase();
    VIEWER.send(trace);
    BROWSER.open(VIEWER.uri(path.formatted(trace.id())));
    BROWSER.await(
        "the services' names", () -> BROWSER.one("main").getText().contains("storefront"));

    List<String> hosts =
        BROWSER.script(
            "return [...new Set(performance.getEntriesByType('resource')"
                + ".map(({name}) => new URL(name).origin))]");

    assertThat(hosts).containsExactly(BROWSER.<String>script("return location.origin"));
  }

  /** Where the page that is open comes from, and nobody answers any more. */
  private static int portOfAViewerThatIsGone() throws IOException {
    BROWSER.expectConsole("net::ERR_");
    try (Viewer viewer = start()) {
      BROWSER.open(viewer.uri());
      BROWSER.one("skein-empty-store");
      return viewer.uri().getPort();
    }
  }

  @Test
  void banner_saysThatTheViewerIsGone_untilItIsBack() throws IOException {
    int port = portOfAViewerThatIsGone();
    assertThat(BROWSER.one("skein-app >>> .banner").getText()).contains("does not answer");

    try (Viewer viewer = start(port)) {
      assertThat(viewer.uri().getPort()).isEqualTo(port);
      BROWSER.await("no banner", () -> BROWSER.all("skein-app >>> .banner").isEmpty());
    }
  }

  @Test
  void viewThatCouldNotBeLoaded_isSaid_andComesWithTheViewer() throws IOException {
    int port = portOfAViewerThatIsGone();
    BROWSER.one("skein-app >>> .banner");
    BROWSER.click("skein-app >>> nav a[href='/map']");
    assertThat(BROWSER.one("skein-app >>> .lost").getText())
        .contains("could not be loaded", "as soon as the viewer answers", "Try again");

    try (Viewer viewer = start(port)) {
      assertThat(viewer.uri().getPort()).isEqualTo(port);
      BROWSER.one("skein-map-view >>> .empty");
    }
  }

  @Test
  void searchWithoutAnAnswer_isSaid_andMadeAgainWhenTheViewerIsBack() throws IOException {
    BROWSER.expectConsole("net::ERR_");
    int port;
    try (Viewer viewer = start()) {
      port = viewer.uri().getPort();
      BROWSER.open(viewer.uri().resolve("/?q=service:nobody"));
      assertThat(BROWSER.one("skein-traces-view >>> .message").getText()).contains("No trace");
    }
    BROWSER.one("skein-app >>> .banner");
    BROWSER.click("skein-traces-view >>> .message button");
    assertThat(BROWSER.one("skein-traces-view >>> .message[role=alert]").getText())
        .contains("The search failed", "Is it still running?", "Try again");

    try (Viewer viewer = start(port)) {
      assertThat(viewer.uri().getPort()).isEqualTo(port);
      BROWSER.one("skein-empty-store");
    }
  }

  /** On a port that no system gives to those who ask for any: it is free again afterwards. */
  private static Viewer start() {
    for (int port = 20_000 + new Random().nextInt(10_000); ; port++) {
      try {
        return start(port);
      } catch (IOException e) {
        // it is somebody's
      }
    }
  }

  private static Viewer start(int port) throws IOException {
    return Viewer.start(ViewerOptions.builder().port(port).withoutZipkin().build());
  }
}
