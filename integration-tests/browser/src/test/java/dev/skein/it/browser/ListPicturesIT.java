package dev.skein.it.browser;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of the trace list for the documentation. */
class ListPicturesIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.kept();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final int TRACES = 380;
  private static final Duration SPAN = Duration.ofMinutes(9);

  @BeforeAll
  static void send() {
    Random random = new Random(6);
    List<TestTrace> traces = new ArrayList<>();
    for (int i = 0; i < TRACES; i++) {
      double age = (TRACES - i - random.nextDouble()) / TRACES;
      TestTrace trace = TestTrace.before(Duration.ofMillis((long) (age * SPAN.toMillis())));
      double scale = Math.exp(random.nextGaussian() * 0.5);
      switch (i % 4) {
        case 0 -> purchase(trace, 90 * scale, i % 28 == 12);
        case 1 ->
            trace
                .span("storefront", "GET /catalogue/{item}", 0, 9 * scale)
                .child("inventory", "GET /items/{item}", 1, 7 * scale);
        case 2 -> trace.span("storefront", "GET /", 0, 2.5 * scale);
        default ->
            trace
                .span("inventory", "consume deliveries", 0, 25 * scale)
                .child("UPDATE stock", 2, 20 * scale);
      }
      traces.add(trace);
    }
    VIEWER.send(traces.toArray(TestTrace[]::new));
  }

  private static void purchase(TestTrace trace, double millis, boolean declined) {
    TestSpan root = trace.span("shopper", "POST /purchases", 0, millis);
    TestSpan sold = root.child("storefront", "POST /purchases", 1, millis - 1);
    sold.child("inventory", "PUT /reservations/{item}", 3, millis * 0.3)
        .child("UPDATE stock", 4, 9);
    TestSpan charge = sold.child("payment", "POST /charges", millis * 0.35, millis * 0.9);
    if (declined) {
      charge.error("card declined");
      sold.error("payment failed");
    }
  }

  @ParameterizedTest
  @CsvSource({"list-light, light, 1280", "list-dark, dark, 1280", "list-phone, light, 390"})
  void picture_isSmallEnough(String name, String theme, int width) throws IOException {
    BROWSER.systemTheme(theme);
    BROWSER.width(width);
    BROWSER.open(VIEWER.uri());
    BROWSER.await(
        "the rows and the figures",
        () ->
            BROWSER.all("skein-trace-list >>> li").size() >= 100
                && !BROWSER.texts("skein-store-status >>> .fill").isEmpty()
                && BROWSER.all("skein-quick-filters >>> #service option").size() > 4);

    BROWSER.picture(name);
  }
}
