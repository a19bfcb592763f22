package com.example.jdkhttp;

import static java.util.concurrent.CompletableFuture.completedStage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skein.testkit.contract.ContractExchange;
import dev.skein.testkit.contract.ContractRoutes;
import dev.skein.testkit.contract.ContractSetup;
import dev.skein.testkit.contract.ContractSubject;
import dev.skein.testkit.contract.Deviation;
import dev.skein.testkit.contract.HttpServerContract;
import dev.skein.testkit.contract.Subject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;

/** Holds {@link TracedHandler} to the contract. */
class JdkServerContractTest extends HttpServerContract {
  @Override
  protected Subject subject() {
    return new Subject("JDK HttpServer", "");
  }

  @Override
  protected ContractSubject start(ContractSetup setup) throws IOException {
    ContractRoutes routes = ContractRoutes.of(setup.skein());
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    TracedHandler.Handler handler = (http, span) -> completedStage(routes.serve(of(http), span));
    server.createContext("/", new TracedHandler(setup.skein(), handler));
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    return ContractSubject.of(server.getAddress().getPort(), () -> server.stop(1));
  }

  private static ContractExchange of(HttpExchange http) {
    return ContractExchange.of(
        http.getRequestMethod(),
        http.getRequestURI().getRawPath(),
        http.getRequestHeaders()::getFirst,
        http.getRequestBody(),
        (status, headers, length) -> {
          headers.forEach(http.getResponseHeaders()::set);
          http.sendResponseHeaders(status, length == 0 ? -1 : Math.max(0, length));
          return http.getResponseBody();
        },
        http::close);
  }

  @Override
  protected List<Deviation> deviations() {
    return JdkDeviations.SERVER;
  }
}
