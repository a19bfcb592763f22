package dev.skein.samples;

import dev.skein.testkit.OtlpReceiver;
import dev.skein.testkit.Trace;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts the shop, buys one of each outcome, prints the traces, and keeps the shop open.
 *
 * <p>Run by {@code ./samples/run}, which builds first, and says where the samples are and whether
 * the output is {@code coloured}.
 */
public final class Launcher {
  private static final int WARM_UP_PURCHASES = 25;
  private static final Duration TRACE_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration LIVE_POLL = Duration.ofHours(1);

  private final PrintStream out;
  private final Style style;
  private final Path samples;
  private final Arguments arguments;
  private final @Nullable OtlpReceiver receiver;
  private final Set<String> printed = new HashSet<>();
  private String lastLine = "";

  private Launcher(
      PrintStream out,
      Style style,
      Path samples,
      Arguments arguments,
      @Nullable OtlpReceiver receiver) {
    this.out = out;
    this.style = style;
    this.samples = samples;
    this.arguments = arguments;
    this.receiver = receiver;
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
    try (OtlpReceiver receiver = arguments.endpoint() == null ? OtlpReceiver.start() : null) {
      new Launcher(
              out,
              Boolean.getBoolean("coloured") ? Style.coloured() : Style.plain(),
              samples,
              arguments,
              receiver)
          .run();
    } catch (ShopException e) {
      out.println();
      out.println(e.getMessage());
      System.exit(1);
    }
  }

  private URI endpoint() {
    return receiver != null ? receiver.endpoint() : Objects.requireNonNull(arguments.endpoint());
  }

  private void run() throws InterruptedException {
    out.println("Starting storefront (Quarkus), payment (Vert.x) and inventory (Micronaut) ...");
    long started = System.nanoTime();
    try (Shop shop = Shop.open(samples, endpoint())) {
      // On Ctrl-C nobody closes the shop but this; closing twice does no harm.
      Thread atExit = new Thread(shop::close, "close-shop");
      Runtime.getRuntime().addShutdownHook(atExit);
      out.println("Open after " + Waterfall.duration(System.nanoTime() - started) + ".");
      try (Shopper shopper = shop.shopper()) {
        out.println("Warming up with " + WARM_UP_PURCHASES + " purchases that are not shown ...");
        warmUp(shopper);
        for (Purchase purchase : Purchase.WITH_ALL_SERVICES) {
          buy(shopper, purchase);
        }
        String good = lastLine;
        shop.stopInventory();
        buy(shopper, Purchase.STOCK_DOWN);
        if (arguments.once()) {
          out.println();
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
      printed.add(shopper.buy(Purchase.GOOD.order()).traceId());
    }
  }

  private void buy(Shopper shopper, Purchase purchase) {
    Shopper.Answer answer = shopper.buy(purchase.order());
    out.println();
    out.println(style.bold(purchase.title()) + ": " + purchase.order());
    if (answer.status() != purchase.status()) {
      throw new ShopException(
          "The shopper got status " + answer.status() + " instead of " + purchase.status());
    }
    printed.add(answer.traceId());
    if (receiver == null) {
      lastLine = "trace " + answer.traceId() + ": sent to " + arguments.endpoint();
      out.println(lastLine);
      return;
    }
    Trace trace = await(receiver, answer.traceId(), purchase);
    print(trace);
    String outline = Outline.of(trace);
    if (!outline.equals(purchase.outline())) {
      throw new ShopException(
          "That trace is not as it should be.\nExpected:\n"
              + purchase.outline()
              + "\nFound:\n"
              + outline);
    }
  }

  private static Trace await(OtlpReceiver receiver, String traceId, Purchase purchase) {
    try {
      return receiver.awaitTrace(traceId, purchase.spanCount(), TRACE_TIMEOUT);
    } catch (AssertionError e) {
      throw new ShopException(
          "The trace is not complete after "
              + TRACE_TIMEOUT.toSeconds()
              + " s. Expected:\n"
              + purchase.outline()
              + "\n"
              + e.getMessage());
    }
  }

  private void print(Trace trace) {
    lastLine =
        "trace "
            + trace.traceId()
            + ": "
            + trace.spans().size()
            + " spans, "
            + trace.services().size()
            + " services, "
            + (trace.isComplete() ? "complete" : "incomplete");
    out.println(style.faint(lastLine));
    out.print(Waterfall.of(trace, style));
  }

  private void keepOpen(Shop shop) throws InterruptedException {
    out.printf(
        """

        The shop is open. Try it:

          curl -i %1$s/purchases -H 'Content-Type: application/json' \\
               -d '{"item": "teapot", "quantity": 1, "card": "4242-4242-4242-4242"}'
          curl -i %1$s/catalogue/teapot

        payment is at %2$s, inventory at %3$s; their logs are in %4$s.
        %5$s Ctrl-C closes the shop.
        """,
        shop.storefrontUrl(),
        shop.paymentUrl(),
        shop.inventoryUrl(),
        shop.logs(),
        receiver == null
            ? "Traces go to " + arguments.endpoint() + "."
            : "Your traces appear here.");
    if (receiver == null) {
      Thread.currentThread().join();
    } else {
      printLive(receiver);
    }
  }

  /** Prints every further trace when nothing has come for it in a while. */
  private void printLive(OtlpReceiver receiver) throws InterruptedException {
    while (true) {
      Trace trace =
          receiver.awaitTrace(t -> t.isComplete() && !printed.contains(t.traceId()), LIVE_POLL);
      // Spans of other services may still be under way; they are sent five times a second.
      Thread.sleep(1_000);
      printed.add(trace.traceId());
      out.println();
      print(receiver.trace(trace.traceId()));
    }
  }
}
