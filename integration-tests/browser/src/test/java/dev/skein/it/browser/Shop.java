package dev.skein.it.browser;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A day in a shop of five services, the same in every run, for pictures. */
final class Shop {
  private static final int PURCHASES = 120;

  private final Random random = new Random(20261123);

  private Shop() {}

  /** Purchases and visits, slow ones and failed ones among them. */
  static TestTrace[] day() {
    Shop shop = new Shop();
    List<TestTrace> traces = new ArrayList<>();
    for (int i = 0; i < PURCHASES; i++) {
      traces.add(shop.purchase(i % 15 == 7));
      for (int visit = 0; visit < 2; visit++) {
        traces.add(shop.visit());
      }
    }
    return traces.toArray(TestTrace[]::new);
  }

  /** One purchase, all well. */
  static TestTrace purchase() {
    return new Shop().purchase(false);
  }

  /** One purchase that the bank declines after a while. */
  static TestTrace declinedPurchase() {
    return new Shop().purchase(true);
  }

  /** A typical duration, now and then several times as long. */
  private double about(double millis) {
    return millis * Math.exp(random.nextGaussian() * 0.55);
  }

  private TestTrace visit() {
    TestTrace trace = TestTrace.now();
    double catalog = 1 + about(3);
    TestSpan root = trace.span("storefront", "GET /products/{id}", 0, catalog + about(2));
    call(root, "catalog", "GET", "GET /products/{id}", 0.4, catalog)
        .child("SELECT products", 0.6, catalog * 0.7)
        .kind(SpanKind.SPAN_KIND_CLIENT)
        .attribute("db.system.name", "postgresql")
        .attribute("server.address", "products-db");
    return trace;
  }

  private TestTrace purchase(boolean declined) {
    TestTrace trace = TestTrace.now();
    double reserved = 12 + about(9);
    double charged = reserved + 4 + about(declined ? 260 : 48);
    double shipped = charged + about(declined ? 0.1 : 30);
    TestSpan root = trace.span("storefront", "POST /checkout", 0, shipped + about(4));
    TestSpan payment = call(root, "payment", "POST", "POST /charges", 6, charged);
    TestSpan stock = call(payment, "inventory", "PUT", "PUT /reservations/{sku}", 9, reserved);
    call(stock, "storefront", "GET", "GET /prices/{sku}", 10, 10 + (reserved - 10) * 0.4);
    stock
        .child("UPDATE stock", 10 + (reserved - 10) * 0.5, reserved - 0.2)
        .kind(SpanKind.SPAN_KIND_CLIENT)
        .attribute("db.system.name", "postgresql")
        .attribute("server.address", "stock-db");
    TestSpan bank =
        payment
            .child("POST", reserved + 2, charged - 1)
            .kind(SpanKind.SPAN_KIND_CLIENT)
            .attribute("server.address", "bank.example.com");
    if (declined) {
      bank.error("503");
      payment.error("declined");
      root.error("payment declined");
    } else {
      TestSpan shipping = call(root, "shipping", "POST", "POST /labels", charged, shipped);
      shipping.child("render label", charged + 1, shipped - 0.5);
    }
    return trace;
  }

  private static TestSpan call(
      TestSpan caller, String service, String client, String server, double from, double to) {
    return caller
        .child(client, from, to)
        .kind(SpanKind.SPAN_KIND_CLIENT)
        .child(service, server, from + (to - from) * 0.05, to - (to - from) * 0.05)
        .kind(SpanKind.SPAN_KIND_SERVER);
  }
}
