package dev.skein.testkit.contract;

import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Routes that fail. */
final class FailingRoutes {
  private FailingRoutes() {}

  static List<ContractRoute> all() {
    return List.of(
        new ContractRoute("GET", "/broken", (exchange, path) -> fail()),
        new ContractRoute(
            "GET",
            "/broken-later",
            (exchange, path) -> {
              Pause.millis(5);
              fail();
            }),
        new ContractRoute(
            "GET",
            "/broken-future",
            (exchange, path) -> CompletableFuture.runAsync(FailingRoutes::fail).join()),
        new ContractRoute(
            "GET",
            "/wrong",
            (exchange, path) -> {
              throw new AssertionError("cannot be");
            }),
        new ContractRoute(
            "GET",
            "/conflict",
            (exchange, path) -> {
              throw new ConcurrentModificationException("changed by somebody else");
            }),
        new ContractRoute(
            "GET",
            "/closed",
            (exchange, path) -> {
              throw new UnsupportedOperationException("closed on Sundays");
            }));
  }

  private static void fail() {
    throw new IllegalStateException("no stock data");
  }
}
