package dev.skein.it.browser;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.Map;

/** Traces that several tests look at. */
final class Traces {
  /** Where a card is declined, in the sample shop's payment service. */
  static final String STACK_TRACE =
      """
      com.example.payment.CardDeclined: insufficient funds
      \tat com.example.payment.Charges.authorize(Charges.java:41)
      \tat com.example.payment.Charges.post(Charges.java:27)
      Caused by: java.io.IOException: the bank said 51
      \t... 2 more
      """;

  private Traces() {}

  /** A purchase in the sample shop: ten spans of four services. */
  static TestTrace purchase() {
    TestTrace trace = TestTrace.now();
    TestSpan charge = chargeOf(trace, 186);
    reservationOf(charge);
    charge
        .child("authorize card", 31, 181.5)
        .attribute("card.scheme", "visa")
        .attribute("card.last4", "4242")
        .attribute("amount", 1999)
        .event("fraud check asked", 40, Map.of("score", 12))
        .event("bank answered", 170, Map.of("code", "00"));
    return trace;
  }

  /** A purchase whose card is declined, and whose reservation is released. */
  static TestTrace declined() {
    TestTrace trace = TestTrace.now();
    TestSpan charge = chargeOf(trace, 95);
    reservationOf(charge);
    charge
        .child("authorize card", 31, 61)
        .attribute("card.scheme", "visa")
        .attribute("card.last4", "0002")
        .error("card declined")
        .event(
            "exception",
            60,
            Map.of(
                "exception.type",
                "com.example.payment.CardDeclined",
                "exception.message",
                "insufficient funds",
                "exception.stacktrace",
                STACK_TRACE));
    http(charge.child("DELETE", 62, 88), SpanKind.SPAN_KIND_CLIENT, "DELETE", "/reservations/{id}")
        .child("inventory", "DELETE /reservations/{id}", 63, 87)
        .kind(SpanKind.SPAN_KIND_SERVER);
    return trace;
  }

  private static TestSpan chargeOf(TestTrace trace, double end) {
    boolean failed = end < 100;
    TestSpan buy = trace.span("shopper", "buy", 0, end).kind(SpanKind.SPAN_KIND_INTERNAL);
    TestSpan order =
        http(buy.child("POST", 0.7, end - 0.8), SpanKind.SPAN_KIND_CLIENT, "POST", "/purchases");
    TestSpan storefront =
        http(
            order.child("storefront", "POST /purchases", 0.9, end - 1),
            SpanKind.SPAN_KIND_SERVER,
            "POST",
            "/purchases");
    TestSpan call =
        http(
            storefront.child("POST /charges", 3.1, end - 2.8),
            SpanKind.SPAN_KIND_CLIENT,
            "POST",
            "/charges");
    if (failed) {
      buy.error("402 Payment Required");
      order.error("402");
      call.error("402");
    }
    return http(
        call.child("payment", "POST /charges", 4, end - 3.3),
        SpanKind.SPAN_KIND_SERVER,
        "POST",
        "/charges");
  }

  private static void reservationOf(TestSpan charge) {
    TestSpan reservation =
        http(charge.child("POST", 5.2, 28.5), SpanKind.SPAN_KIND_CLIENT, "POST", "/reservations")
            .child("inventory", "POST /reservations", 5.7, 28.2)
            .kind(SpanKind.SPAN_KIND_SERVER);
    TestSpan lookup = reservation.child("GET /catalogue/{item}", 9, 22);
    http(lookup, SpanKind.SPAN_KIND_CLIENT, "GET", "/catalogue/{item}")
        .child("storefront", "GET /catalogue/{item}", 16, 17.8)
        .kind(SpanKind.SPAN_KIND_SERVER);
  }

  private static TestSpan http(TestSpan span, SpanKind kind, String method, String route) {
    return span.kind(kind)
        .attribute("http.request.method", method)
        .attribute("http.route", route)
        .attribute("server.address", "localhost");
  }

  /**
   * One hundred milliseconds, of which the root waits for three calls one after another; a fourth
   * runs beside the first and is waited for by nobody.
   */
  static TestTrace sequence() {
    TestTrace trace = TestTrace.now();
    TestSpan root = trace.span("front", "root", 0, 100);
    root.child("first", "one", 10, 30);
    root.child("beside", "other", 12, 25);
    TestSpan second = root.child("second", "two", 30, 80);
    second.child("inner", 40, 70);
    root.child("third", "three", 85, 95);
    return trace;
  }
}
