package dev.skein.testkit.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Routes that answer at once. */
final class PlainRoutes {
  private static final long BODY_LIMIT = 32 << 20;

  private PlainRoutes() {}

  static List<ContractRoute> all() {
    return List.of(
        new ContractRoute("GET", "/", answer(200)),
        new ContractRoute("GET", "/items", PlainRoutes::items),
        new ContractRoute("POST", "/items", PlainRoutes::create),
        new ContractRoute("OPTIONS", "/items", answer(204)),
        new ContractRoute("GET", "/items/{id}", PlainRoutes::item),
        new ContractRoute("HEAD", "/items/{id}", (exchange, path) -> status(exchange, 200)),
        new ContractRoute("PUT", "/items/{id}", answer(204)),
        new ContractRoute("PATCH", "/items/{id}", answer(204)),
        new ContractRoute("DELETE", "/items/{id}", answer(204)),
        new ContractRoute("GET", "/shops/{shop}/items/{id}", answer(200)),
        new ContractRoute("GET", "/orders/{number}", answer(200)),
        new ContractRoute("GET", "/plain", answer(200)),
        new ContractRoute(
            "GET",
            "/moved",
            (exchange, path) -> exchange.start(302, Map.of("Location", "/items"), 0)),
        new ContractRoute("GET", "/internal/state", answer(200)),
        new ContractRoute("POST", "/charges", answer(402)),
        new ContractRoute("GET", "/unavailable", answer(503)),
        new ContractRoute("GET", "/status/{code}", PlainRoutes::statusOf),
        new ContractRoute("GET", "/secured", PlainRoutes::secured),
        new ContractRoute("GET", "/empty", answer(200)),
        new ContractRoute(
            "GET",
            "/early-hints",
            (exchange, path) -> {
              exchange.earlyHints();
              status(exchange, 200);
            }));
  }

  private static ContractRoute.Handler answer(int status) {
    return (exchange, path) -> status(exchange, status);
  }

  private static void status(ContractExchange exchange, int status) throws IOException {
    exchange.start(status, Map.of(), 0);
  }

  static void text(ContractExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.start(200, Map.of("Content-Type", "text/plain"), bytes.length);
    exchange.write(bytes);
  }

  private static void statusOf(ContractExchange exchange, String path) throws IOException {
    status(exchange, Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
  }

  private static void items(ContractExchange exchange, String path) throws IOException {
    String accept = exchange.header("accept");
    if (accept == null || accept.contains("*/*") || accept.contains("text/")) {
      text(exchange, "all items");
    } else {
      status(exchange, 406);
    }
  }

  private static void item(ContractExchange exchange, String path) throws IOException {
    if (path.endsWith("/unknown")) {
      status(exchange, 404);
    } else {
      text(exchange, "item");
    }
  }

  private static void create(ContractExchange exchange, String path) throws IOException {
    if (length(exchange.header("content-length")) > BODY_LIMIT) {
      status(exchange, 413);
    } else if (!"application/json".equals(exchange.header("content-type"))) {
      status(exchange, 415);
    } else {
      byte[] body = exchange.body().readAllBytes();
      boolean whole = new String(body, StandardCharsets.UTF_8).strip().endsWith("}");
      status(exchange, whole ? 201 : 400);
    }
  }

  private static long length(@Nullable String contentLength) {
    return contentLength == null ? 0 : Long.parseLong(contentLength);
  }

  private static void secured(ContractExchange exchange, String path) throws IOException {
    String authorization = exchange.header("authorization");
    if (authorization == null) {
      status(exchange, 401);
    } else {
      status(exchange, authorization.equals("Bearer right") ? 200 : 403);
    }
  }
}
