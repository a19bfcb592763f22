package dev.skein.it.shop;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.samples.Purchase;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The spans of each kind of purchase, attribute by attribute, in the order of its outline. */
final class ExpectedPurchase {
  private static final String OKHTTP = "okhttp/4.12.0";
  private static final String QUARKUS = "Quarkus REST Client";
  private static final String VERTX = "Vert.x-WebClient/4.5.32";
  private static final String MICRONAUT = "";

  private final Purchase purchase;
  private final String storefront;
  private final String payment;
  private final String inventory;
  private final List<ExpectedSpan> spans = new ArrayList<>();

  ExpectedPurchase(Purchase purchase, String storefront, String payment, String inventory) {
    this.purchase = purchase;
    this.storefront = storefront;
    this.payment = payment;
    this.inventory = inventory;
  }

  List<ExpectedSpan> spans() {
    int status = purchase.status();
    span(0, "shopper", SpanKind.INTERNAL, "buy", status >= 400, Map.of());
    client(1, "shopper", "POST", storefront + "/purchases", "", status);
    server(2, "storefront", "POST", storefront + "/purchases", "/purchases", status, OKHTTP);
    if (purchase.equals(Purchase.MALFORMED)) {
      return spans;
    }
    client(3, "storefront", "POST", payment + "/charges", "/charges", status);
    server(4, "payment", "POST", payment + "/charges", "/charges", status, QUARKUS);
    if (purchase.equals(Purchase.STOCK_DOWN)) {
      refused(5, "payment", "POST", inventory + "/reservations");
      return spans;
    }
    reservation(status == 404 ? 404 : 201);
    if (status != 404) {
      authorization();
    }
    if (status == 402) {
      release();
    }
    return spans;
  }

  private void reservation(int status) {
    String reservations = inventory + "/reservations";
    String item = storefront + "/catalogue/" + purchase.order().split(" ")[0];
    int found = status == 404 ? 404 : 200;
    client(5, "payment", "POST", reservations, "", status);
    server(6, "inventory", "POST", reservations, "/reservations", status, VERTX);
    client(7, "inventory", "GET", item, "/catalogue/{item}", found);
    server(8, "storefront", "GET", item, "/catalogue/{item}", found, MICRONAUT);
  }

  private void authorization() {
    boolean declined = purchase.equals(Purchase.DECLINED);
    Map<String, String> attributes = new HashMap<>();
    attributes.put("payment.amount_in_cents", declined ? "7980" : "2495");
    if (declined) {
      attributes.put("error.type", "com.example.shop.payment.ShopException");
    }
    span(5, "payment", SpanKind.INTERNAL, "authorize card", declined, attributes);
  }

  private void release() {
    Map<String, String> sent = clientAttributes("DELETE", inventory, "", 204);
    sent.put("url.full", "*");
    span(5, "payment", SpanKind.CLIENT, "DELETE", false, sent);
    Map<String, String> received =
        serverAttributes("DELETE", inventory, "/reservations/{id}", 204, VERTX);
    received.put("url.path", "*");
    span(6, "inventory", SpanKind.SERVER, "DELETE /reservations/{id}", false, received);
  }

  private void client(
      int depth, String service, String method, String url, String template, int status) {
    span(
        depth,
        service,
        SpanKind.CLIENT,
        template.isEmpty() ? method : method + " " + template,
        status >= 400,
        clientAttributes(method, url, template, status));
  }

  private void refused(int depth, String service, String method, String url) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("http.request.method", method);
    attributes.put("url.full", url);
    attributes.put("server.address", "localhost");
    attributes.put("server.port", port(url));
    attributes.put("error.type", "java.net.ConnectException");
    span(depth, service, SpanKind.CLIENT, method, true, attributes);
  }

  private void server(
      int depth,
      String service,
      String method,
      String url,
      String route,
      int status,
      String userAgent) {
    span(
        depth,
        service,
        SpanKind.SERVER,
        method + " " + route,
        status >= 500,
        serverAttributes(method, url, route, status, userAgent));
  }

  private static Map<String, String> clientAttributes(
      String method, String url, String template, int status) {
    Map<String, String> attributes = commonAttributes(method, url, status, status >= 400);
    attributes.put("url.full", url);
    if (!template.isEmpty()) {
      attributes.put("url.template", template);
    }
    attributes.put("network.peer.port", port(url));
    return attributes;
  }

  private static Map<String, String> serverAttributes(
      String method, String url, String route, int status, String userAgent) {
    Map<String, String> attributes = commonAttributes(method, url, status, status >= 500);
    attributes.put("url.scheme", "http");
    attributes.put("url.path", URI.create(url).getPath());
    attributes.put("http.route", route);
    attributes.put("client.address", "127.0.0.1");
    attributes.put("network.peer.port", "*");
    if (!userAgent.isEmpty()) {
      attributes.put("user_agent.original", userAgent);
    }
    return attributes;
  }

  private static Map<String, String> commonAttributes(
      String method, String url, int status, boolean failed) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("http.request.method", method);
    attributes.put("http.response.status_code", String.valueOf(status));
    attributes.put("server.address", "localhost");
    attributes.put("server.port", port(url));
    attributes.put("network.peer.address", "127.0.0.1");
    attributes.put("network.protocol.version", "1.1");
    if (failed) {
      attributes.put("error.type", String.valueOf(status));
    }
    return attributes;
  }

  private static String port(String url) {
    return String.valueOf(URI.create(url).getPort());
  }

  private void span(
      int depth,
      String service,
      SpanKind kind,
      String name,
      boolean failed,
      Map<String, String> attributes) {
    StatusCode status = failed ? StatusCode.ERROR : StatusCode.UNSET;
    spans.add(new ExpectedSpan(depth, service, kind, name, status, attributes));
  }
}
