package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * Everything that a span tells is text: names, values and messages that would do something if they
 * were markup, an address or a style, in every place that a span has, in every view.
 */
class HostileSpansIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.kept();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final List<String> HOSTILE =
      List.of(
          "<img src=x onerror=\"window.hacked=1\">",
          "<script>window.hacked=1</script>",
          "</style><svg onload=\"window.hacked=1\">",
          "\"><iframe srcdoc=\"<script>parent.hacked=1</script>\"></iframe>",
          "javascript:window.hacked=1",
          "${window.hacked=1}{{window.hacked=1}}",
          "?lit$123456789$<!--><hostile-x>",
          "__proto__",
          "constructor",
          "red;} * {display:none",
          "url(https://example.com/x)",
          "\u202Eevil\u202C \u2066left\u2069 \u200Fright",
          "\u0000\u0007\u001B[31m\uFFFD",
          "../../api/traces",
          "%2e%2e%2f?q=x#y");

  /** An element that no page has. */
  private static final String SHOP = "<hostile-x>shop</hostile-x>";

  private static TestTrace trace;

  static List<String> views() {
    return List.of(
        "/",
        "/trace/" + trace.id(),
        "/map",
        "/operations",
        "/compare?left=" + trace.id() + "&right=" + trace.id());
  }

  @BeforeAll
  static void send() {
    trace = TestTrace.now();
    TestSpan root = trace.span(SHOP, HOSTILE.get(0), 0, 100);
    double from = 1;
    for (String text : HOSTILE) {
      TestSpan child = root.child(text, text, from, from + 4);
      child
          .attribute(text, text)
          .attribute("list " + text, List.of(text, text))
          .event(text, from + 1, Map.of(text, text, "exception.stacktrace", text))
          .error(text);
      trace.resource(text, text, text);
      from += 5;
    }
    String huge = "<hostile-x>huge</hostile-x>".repeat(2_500);
    root.child(huge, huge, 80, 90).attribute("huge", huge).error(huge);
    VIEWER.send(trace);
  }

  private static void assertHarmless() {
    assertThat(BROWSER.<Object>script("return window.hacked ?? null")).isNull();
    assertThat(BROWSER.all("iframe, script:not([src]):not([type=importmap]), img, hostile-x"))
        .isEmpty();
    assertThat(
            BROWSER.<List<String>>script(
                "return arguments[0].map("
                    + "(link) => new URL(link.getAttribute('href'), location.href).origin)",
                BROWSER.all("a[href]")))
        .containsOnly(BROWSER.<String>script("return location.origin"));
  }

  @ParameterizedTest
  @MethodSource("views")
  void view_takesEverythingForText(String path) {
    BROWSER.open(VIEWER.uri(path));

    BROWSER.await("hostile text", () -> BROWSER.one("main").getText().contains(SHOP));

    assertHarmless();
  }

  @ParameterizedTest
  @ValueSource(ints = {Browser.DESKTOP, Browser.PHONE})
  void longNames_doNotWidenTheList(int width) {
    BROWSER.width(width);
    BROWSER.open(VIEWER.uri());
    BROWSER.one("skein-trace-list >>> li");

    assertThat(
            BROWSER.<Long>script(
                "return arguments[0].scrollWidth", BROWSER.one("skein-traces-view")))
        .isEqualTo(width);
  }

  @Test
  void detailsOfASpan_areText() {
    BROWSER.open(VIEWER.uri("/trace/" + trace.id() + "?span=0000000000000002"));

    BROWSER.await(
        "its attributes",
        () -> BROWSER.one("main").getText().contains("onerror=\"window.hacked=1\""));
    BROWSER.press(Keys.ENTER);

    assertHarmless();
  }

  @Test
  void search_findsHostileTextAsItIs() {
    String name = HOSTILE.get(3);
    String q = "operation:\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    BROWSER.open(VIEWER.uri("/?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8)));

    BROWSER.one("skein-trace-list >>> li");

    assertThat(BROWSER.one("#operation").getAttribute("value")).isEqualTo(name);
    assertHarmless();
  }

  @Test
  void hostileSearch_isText() {
    BROWSER.open(VIEWER.uri("/?q=" + URLEncoder.encode(HOSTILE.get(0), StandardCharsets.UTF_8)));
    BROWSER.one("skein-search-box >>> input");

    BROWSER.await(
        "an answer", () -> !BROWSER.all("skein-traces-view >>> .head, .message").isEmpty());

    assertHarmless();
  }
}
