package dev.skein.samples;

import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import dev.skein.viewer.Viewer;
import dev.skein.viewer.ViewerOptions;
import dev.skein.viewer.analysis.DurationText;
import dev.skein.viewer.analysis.TraceAnalysis;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.terminal.Style;
import dev.skein.viewer.terminal.TraceTail;
import dev.skein.viewer.terminal.TraceText;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts the shop and a viewer, buys one of each outcome, prints the traces, opens the viewer's
 * page on the purchase, and keeps the shop open.
 *
 * <p>Run by {@code ./samples/run}, which builds first, and says where the samples are, whether the
 * output is {@code coloured} and whether it goes to a {@code terminal}.
 */
public final class Launcher {
  private static final int WARM_UP_PURCHASES = 25;
  private static final Duration TRACE_TIMEOUT = Duration.ofSeconds(60);

  private final PrintStream out;
  private final Style style;
  private final Path samples;
  private final Arguments arguments;
  private final @Nullable Viewer viewer;
  private final Set<String> bought = new HashSet<>();
  private String purchase = "";
  private String lastTrace = "";
  private String lastLine = "";

  private Launcher(
      PrintStream out, Style style, Path samples, Arguments arguments, @Nullable Viewer viewer) {
    this.out = out;
    this.style = style;
    this.samples = samples;
    this.arguments = arguments;
    this.viewer = viewer;
  }

  /** Ends with status 0 when all went well, 1 when a trace was wrong, 2 on a bad command line. */
  public static void main(String[] args) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Arguments arguments;
    try {
      arguments = Arguments.parse(args);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      out.println("See ./samples/run --help");
      System.exit(2);
      return;
    }
    Path samples = Path.of(System.getProperty("samples", "samples")).toAbsolutePath();
    Style style = Boolean.getBoolean("coloured") ? Style.coloured() : Style.plain();
    try (Viewer viewer = arguments.endpoint() == null ? startViewer(out) : null) {
      new Launcher(out, style, samples, arguments, viewer).run();
    } catch (ShopException e) {
      out.println();
      out.println(e.getMessage());
      System.exit(1);
    }
  }

  /** On the port that everybody sends to; on a free one beside another viewer or collector. */
  private static Viewer startViewer(PrintStream out) {
    ViewerOptions.Builder options = ViewerOptions.builder().withoutZipkin();
    try {
      try {
        return Viewer.start(options.build());
      } catch (BindException e) {
        out.println(
            "Port " + ViewerOptions.DEFAULT_PORT + " is taken: the viewer uses a free one.");
        return Viewer.start(options.port(0).build());
      }
    } catch (IOException e) {
      throw new ShopException("The viewer does not start: " + e.getMessage());
    }
  }

  private URI endpoint() {
    return viewer != null ? viewer.uri() : Objects.requireNonNull(arguments.endpoint());
  }

  private void run() throws InterruptedException {
    out.println("Starting storefront (Quarkus), payment (Vert.x) and inventory (Micronaut) ...");
    long started = System.nanoTime();
    try (Shop shop = Shop.open(samples, endpoint())) {
      // On Ctrl-C nobody closes the shop but this; closing twice does no harm.
      Thread atExit = new Thread(shop::close, "close-shop");
      Runtime.getRuntime().addShutdownHook(atExit);
      out.println("Open after " + DurationText.of(System.nanoTime() - started) + ".");
      try (Shopper shopper = shop.shopper()) {
        out.println("Warming up with " + WARM_UP_PURCHASES + " purchases that are not shown ...");
        warmUp(shopper);
        for (Purchase purchase : Purchase.WITH_ALL_SERVICES) {
          buy(shopper, purchase);
        }
        String good = lastLine;
        purchase = lastTrace;
        shop.stopInventory();
        buy(shopper, Purchase.STOCK_DOWN);
        if (arguments.once()) {
          out.println();
          if (viewer != null) {
            showPage(viewer);
          }
          out.println(good);
          return;
        }
        shop.restartInventory();
        warmUp(shopper);
      }
      keepOpen(shop);
    }
  }

  private void warmUp(Shopper shopper) {
    for (int i = 0; i < WARM_UP_PURCHASES; i++) {
      bought.add(shopper.buy(Purchase.GOOD.order()).traceId());
    }
  }

  private void buy(Shopper shopper, Purchase purchase) throws InterruptedException {
    Shopper.Answer answer = shopper.buy(purchase.order());
    out.println();
    out.println(style.bold(purchase.title()) + ": " + purchase.order());
    if (answer.status() != purchase.status()) {
      throw new ShopException(
          "The shopper got status " + answer.status() + " instead of " + purchase.status());
    }
    lastTrace = answer.traceId();
    bought.add(lastTrace);
    if (viewer == null) {
      lastLine = "trace " + lastTrace + ": sent to " + arguments.endpoint();
      out.println(lastLine);
      return;
    }
    TraceAnalysis trace = check(new ReceivedTraces(viewer.store()), purchase);
    lastLine = TraceText.headLine(trace);
    out.print(TraceText.of(trace, style));
  }

  private TraceAnalysis check(ReceivedTraces received, Purchase purchase)
      throws InterruptedException {
    List<SpanData> spans = received.await(lastTrace, purchase.spanCount(), TRACE_TIMEOUT);
    String outline = Outline.of(Trace.of(lastTrace, spans));
    if (outline.equals(purchase.outline())) {
      return TraceAnalysis.of(spans);
    }
    throw new ShopException(
        (spans.size() < purchase.spanCount()
                ? "The trace is not complete after " + TRACE_TIMEOUT.toSeconds() + " s."
                : "That trace is not as it should be.")
            + "\nExpected:\n"
            + purchase.outline()
            + "\nFound:\n"
            + outline);
  }

  private void keepOpen(Shop shop) throws InterruptedException {
    out.printf(
        """

        The shop is open. Try it:

          curl -i %1$s/purchases -H 'Content-Type: application/json' \\
               -d '{"item": "teapot", "quantity": 1, "card": "4242-4242-4242-4242"}'
          curl -i %1$s/catalogue/teapot

        payment is at %2$s, inventory at %3$s; their logs are in %4$s.
        """,
        shop.storefrontUrl(), shop.paymentUrl(), shop.inventoryUrl(), shop.logs());
    if (viewer == null) {
      out.println("Traces go to " + arguments.endpoint() + ". Ctrl-C closes the shop.");
      Thread.currentThread().join();
    } else {
      out.println("Your traces appear here, and in the viewer. Ctrl-C closes both.");
      out.println();
      URI page = showPage(viewer);
      if (arguments.browser() && Boolean.getBoolean("terminal")) {
        Desktop.browse(page);
      }
      printLive(viewer.store());
    }
  }

  /** Says where the purchase is to be seen. */
  private URI showPage(Viewer viewer) {
    URI page = viewer.uri().resolve("/trace/" + purchase);
    out.println(style.bold("The purchase, in the viewer: " + page));
    return page;
  }

  /** Prints every further trace when nothing has come for it in a while. */
  private void printLive(TraceStore store) throws InterruptedException {
    TraceTail tail = new TraceTail(new ReceivedTraces(store)::spans, out, style);
    bought.forEach(tail::ignore);
    try (TraceStore.Subscription subscription =
        store.listen(traces -> traces.forEach(trace -> tail.changed(trace.toString())))) {
      tail.run();
    }
  }
}
