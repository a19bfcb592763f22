package dev.skein.it.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.export.SpanData;
import dev.skein.okhttp.SkeinOkHttp;
import dev.skein.samples.Outline;
import dev.skein.samples.Purchase;
import dev.skein.samples.Shop;
import dev.skein.samples.Shopper;
import dev.skein.testkit.OtlpReceiver;
import dev.skein.testkit.Trace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shop as real processes: every span of every kind of purchase, and 200 at the same time. */
class ShopIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final int CONCURRENT_PURCHASES = 200;

  private static OtlpReceiver receiver;
  private static Shop shop;

  @BeforeAll
  static void open() throws InterruptedException {
    receiver = OtlpReceiver.start();
    shop = Shop.open(Path.of(System.getProperty("samples")), receiver.endpoint());
  }

  @AfterAll
  static void close() {
    shop.close();
    receiver.close();
  }

  @BeforeEach
  void forgetOldTraces() {
    receiver.reset();
  }

  @ParameterizedTest
  @MethodSource("purchases")
  void purchase_leavesItsWholeTrace(Purchase purchase) {
    Trace trace = buy(purchase);

    assertThat(Outline.of(trace)).as(purchase.title()).isEqualTo(purchase.outline());
    List<ExpectedSpan> expected =
        new ExpectedPurchase(purchase, shop.storefrontUrl(), shop.paymentUrl(), shop.inventoryUrl())
            .spans();
    List<SpanData> actual = preOrder(trace);
    for (int i = 0; i < expected.size(); i++) {
      expected.get(i).assertMatches(actual.get(i), trace);
    }
  }

  static List<Purchase> purchases() {
    return Purchase.WITH_ALL_SERVICES;
  }

  @Test
  void purchase_whileStockServiceIsDown_showsWhereItFailed() throws InterruptedException {
    shop.stopInventory();
    try {
      purchase_leavesItsWholeTrace(Purchase.STOCK_DOWN);
    } finally {
      shop.restartInventory();
    }
  }

  @Test
  void concurrentPurchases_leaveAsManyWholeTraces_andNoStraySpan() throws Exception {
    Set<String> traceIds = buyConcurrently();

    for (String traceId : traceIds) {
      Trace trace = receiver.awaitTrace(traceId, Purchase.GOOD.spanCount(), TIMEOUT);
      assertThat(Outline.of(trace)).isEqualTo(Purchase.GOOD.outline());
    }
    assertThat(traceIds).hasSize(CONCURRENT_PURCHASES);
    assertThat(receiver.traces())
        .extracting(Trace::traceId)
        .containsExactlyInAnyOrderElementsOf(traceIds);
    assertThat(receiver.spans()).hasSize(CONCURRENT_PURCHASES * Purchase.GOOD.spanCount());
  }

  private static Trace buy(Purchase purchase) {
    try (Shopper shopper = shop.shopper()) {
      Shopper.Answer answer = shopper.buy(purchase.order());
      assertThat(answer.status()).as(purchase.title()).isEqualTo(purchase.status());
      return receiver.awaitTrace(answer.traceId(), purchase.spanCount(), TIMEOUT);
    }
  }

  /** The spans in the order of the outline. */
  private static List<SpanData> preOrder(Trace trace) {
    List<SpanData> ordered = new ArrayList<>();
    collect(trace, trace.root(), ordered);
    return ordered;
  }

  private static void collect(Trace trace, SpanData span, List<SpanData> ordered) {
    ordered.add(span);
    trace.children(span).forEach(child -> collect(trace, child, ordered));
  }

  private static Set<String> buyConcurrently() throws Exception {
    ExecutorService shoppers = Executors.newFixedThreadPool(CONCURRENT_PURCHASES);
    SkeinOptions options =
        SkeinOptions.builder()
            .serviceName("shopper")
            .endpoint(receiver.endpoint())
            .timeout(TIMEOUT)
            .shutdownTimeout(TIMEOUT)
            .build();
    try (Skein skein = Skein.builder().options(options).build()) {
      OkHttpClient client =
          SkeinOkHttp.install(skein, new OkHttpClient.Builder())
              .dispatcher(new Dispatcher(shoppers))
              .connectTimeout(TIMEOUT)
              .writeTimeout(TIMEOUT)
              .readTimeout(TIMEOUT)
              .build();
      List<Callable<String>> purchases = new ArrayList<>();
      for (int i = 0; i < CONCURRENT_PURCHASES; i++) {
        purchases.add(() -> buyTeapot(skein, client));
      }
      Set<String> traceIds = new HashSet<>();
      for (Future<String> bought : shoppers.invokeAll(purchases)) {
        traceIds.add(bought.get());
      }
      client.connectionPool().evictAll();
      return traceIds;
    } finally {
      shoppers.shutdownNow();
      assertThat(shoppers.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static String buyTeapot(Skein skein, OkHttpClient client) throws Exception {
    Span span = skein.tracer().startSpan("buy");
    try (Scope scope = span.makeCurrent()) {
      Request request =
          new Request.Builder()
              .url(shop.storefrontUrl() + "/purchases")
              .post(
                  RequestBody.create(
                      "{\"item\": \"teapot\", \"quantity\": 1, \"card\": \"4242\"}",
                      MediaType.get("application/json")))
              .build();
      try (Response response = client.newCall(request).execute()) {
        assertThat(response.code()).isEqualTo(200);
      }
      return span.traceId();
    } finally {
      span.end();
    }
  }
}
