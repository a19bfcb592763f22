package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.interactions.Actions;

/** Traces that come while the list is looked at. */
class LiveTailIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.emptied();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final String NAMES = "skein-trace-list >>> .name";
  private static final Duration SHOP_TIME = Duration.ofMinutes(10);

  private static TestTrace visit(String name) {
    TestTrace trace = TestTrace.now();
    trace.span("storefront", name, 0, 5);
    return trace;
  }

  private static void open(String path, String... names) {
    BROWSER.open(VIEWER.uri(path));
    awaitNames(names);
  }

  private static void awaitNames(String... names) {
    BROWSER.awaitAsserted(() -> assertThat(BROWSER.texts(NAMES)).containsExactly(names));
  }

  private static void awaitWaiting(String text) {
    BROWSER.awaitAsserted(() -> assertThat(BROWSER.texts("#waiting")).containsExactly(text));
  }

  @Test
  void newTraces_appearOnTop() {
    open("/");
    BROWSER.one("skein-empty-store");

    VIEWER.send(visit("first"));
    awaitNames("first");
    VIEWER.send(visit("second"));

    awaitNames("second", "first");
  }

  @Test
  void newTraces_ofAnotherKind_stayOut() {
    VIEWER.send(visit("cart one"));
    open("/?q=cart", "cart one");

    VIEWER.send(visit("home"));
    VIEWER.send(visit("cart two"));

    awaitNames("cart two", "cart one");
  }

  @Test
  void lateSpans_changeTheirRow() {
    TestTrace trace = TestTrace.now();
    TestSpan root = trace.span("storefront", "POST /purchases", 0, 120);
    VIEWER.send(trace);
    open("/", "POST /purchases");
    assertThat(BROWSER.texts("skein-trace-list >>> .spans")).containsExactly("1 span");

    root.child("payment", "POST /charges", 10, 90).error("no funds");
    VIEWER.send(trace);

    BROWSER.awaitAsserted(
        () -> assertThat(BROWSER.texts("skein-trace-list >>> .spans")).containsExactly("2 spans"));
    assertThat(BROWSER.texts("skein-trace-list >>> .errors")).containsExactly("1 error");
  }

  @Test
  void pause_countsWhatComes_andShowsItAfterwards() {
    VIEWER.send(visit("first"));
    open("/", "first");

    BROWSER.press("p");
    assertThat(BROWSER.one("#live").getText()).isEqualTo("Paused");
    VIEWER.send(visit("second"), visit("third"));
    awaitWaiting("2 new traces while paused – show");
    assertThat(BROWSER.texts(NAMES)).containsExactly("first");
    BROWSER.click("#live");

    BROWSER.awaitAsserted(
        () ->
            assertThat(BROWSER.texts(NAMES)).containsExactlyInAnyOrder("first", "second", "third"));
    assertThat(BROWSER.texts("#waiting")).isEmpty();
    assertThat(BROWSER.one("#live").getText()).isEqualTo("Live");
  }

  @Test
  void rows_stayWhereTheyAre_whileOneIsPointedAt() {
    VIEWER.send(visit("first"));
    open("/", "first");

    new Actions(BROWSER.driver()).moveToElement(BROWSER.one(NAMES)).perform();
    VIEWER.send(visit("second"));
    awaitWaiting("1 new trace – show");
    assertThat(BROWSER.texts(NAMES)).containsExactly("first");
    new Actions(BROWSER.driver()).moveToElement(BROWSER.one("#live")).perform();

    awaitNames("second", "first");
  }

  @Test
  void rows_stayWhereTheyAre_whileKeysMoveAlongThem() {
    VIEWER.send(visit("first"));
    open("/", "first");

    BROWSER.press("j");
    VIEWER.send(visit("second"));
    awaitWaiting("1 new trace – show");
    BROWSER.click("#waiting");

    awaitNames("second", "first");
  }

  private static void clear() {
    BROWSER.click("skein-store-status >>> #clear");
    BROWSER.driver().switchTo().alert().accept();
    BROWSER.one("skein-empty-store");
  }

  @Test
  void newTrace_isShown_whenTheOneThatKeysWereAtIsGone() {
    VIEWER.send(visit("first"));
    open("/", "first");
    BROWSER.press("j");
    BROWSER.one("skein-trace-list >>> li.current");

    clear();
    VIEWER.send(visit("second"));

    awaitNames("second");
  }

  @Test
  void newTrace_isOffered_whenTheStoreWasClearedWhilePaused() {
    VIEWER.send(visit("first"));
    open("/", "first");
    BROWSER.press("p");

    clear();
    VIEWER.send(visit("second"));
    awaitWaiting("1 new trace while paused – show");
    BROWSER.click("#waiting");

    awaitNames("second");
  }

  /** The real shop, as a process that goes on until it is ended: what it sells is seen before. */
  @Test
  void shop_isSeenWhileItRuns() throws Exception {
    open("/?q=caller:storefront%20service:payment");
    Process shop =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsamples=" + System.getProperty("samples"),
                "-jar",
                System.getProperty("launcher.jar"),
                "--endpoint",
                VIEWER.uri().toString())
            .redirectErrorStream(true)
            .start();
    List<String> said = new CopyOnWriteArrayList<>();
    try {
      boolean open =
          CompletableFuture.supplyAsync(() -> waitsForCustomers(shop, said))
              .completeOnTimeout(false, SHOP_TIME.toSeconds(), TimeUnit.SECONDS)
              .get();
      assertThat(open).as(() -> "the shop has sold and is open: " + text(said)).isTrue();
      BROWSER.awaitAsserted(
          () -> {
            assertThat(BROWSER.texts("skein-trace-list >>> .chip"))
                .as(() -> "services of what is seen; the shop said: " + text(said))
                .anyMatch(chip -> chip.startsWith("storefront"))
                .anyMatch(chip -> chip.startsWith("payment"))
                .anyMatch(chip -> chip.startsWith("inventory"));
            // the shopper's span, where a purchase begins
            assertThat(BROWSER.texts(NAMES)).first().isEqualTo("buy");
          });
      assertThat(shop.isAlive()).as(() -> "the shop still runs: " + text(said)).isTrue();
    } finally {
      shop.descendants().forEach(ProcessHandle::destroyForcibly);
      shop.destroyForcibly();
    }
  }

  /** Reads what the shop says until it has bought one of each outcome itself, or has ended. */
  private static boolean waitsForCustomers(Process shop, List<String> said) {
    return shop.inputReader().lines().peek(said::add).anyMatch(it -> it.contains("Ctrl-C"));
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines);
  }
}
