package dev.skein.it.contract.okhttp;

import com.example.jdkhttp.TracedHandler;
import com.sun.net.httpserver.HttpExchange;
import dev.skein.Skein;
import dev.skein.http.HttpServerSpan;
import dev.skein.testkit.contract.ContractExchange;
import dev.skein.testkit.contract.ContractRoutes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Which path is answered how: the kit's own routes, and those that call with OkHttp. */
final class Routes implements TracedHandler.Handler {
  private static final int OK = 200;
  private static final int FAILED = 500;
  private static final int NOT_IMPLEMENTED = 501;

  private final ContractRoutes plain;
  private final Calls calls;
  private final Hops hops;
  private final Load load;

  Routes(Skein skein, int port) {
    Clients clients = new Clients(skein);
    this.plain = ContractRoutes.of(skein);
    this.calls = new Calls(skein, clients);
    this.hops = new Hops(skein, clients, port);
    this.load = new Load(skein, clients, port);
  }

  @Override
  public CompletionStage<?> handle(HttpExchange exchange, HttpServerSpan span) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (path.equals("/call")) {
      span.route("/call");
      return answer(exchange, calls.call(body(exchange)));
    } else if (path.equals("/conformance")) {
      span.route("/conformance");
      return answer(exchange, calls.callBack(body(exchange), exchange.getRequestHeaders()));
    } else if (path.startsWith("/context/")) {
      span.route("/context/{hop}");
      return answer(exchange, hops.run(last));
    } else if (path.startsWith("/load/")) {
      span.route("/load/{kind}");
      String delay = exchange.getRequestHeaders().getFirst("X-Delay-Millis");
      return answer(exchange, load.run(last, delay == null ? 0 : Long.parseLong(delay)));
    } else if (path.startsWith("/load-leaf/")) {
      span.route("/load-leaf/{kind}");
      return answer(exchange, CompletableFuture.completedStage("leaf"));
    }
    return CompletableFuture.completedStage(plain.serve(of(exchange), span));
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Writes a text when it is there, or why it is not. */
  private static CompletionStage<?> answer(HttpExchange exchange, CompletionStage<String> text) {
    return text.handle(
            (value, failure) ->
                failure == null
                    ? send(exchange, OK, value)
                    : send(exchange, status(failure), failure.toString()))
        .thenCompose(sent -> sent);
  }

  private static int status(Throwable failure) {
    return failure instanceof UnsupportedOperationException ? NOT_IMPLEMENTED : FAILED;
  }

  private static CompletionStage<?> send(HttpExchange exchange, int status, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/plain");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      return CompletableFuture.completedStage(text);
    } catch (IOException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private static ContractExchange of(HttpExchange exchange) {
    return ContractExchange.of(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        exchange.getRequestHeaders()::getFirst,
        exchange.getRequestBody(),
        (status, headers, length) -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(status, length == 0 ? -1 : Math.max(0, length));
          return exchange.getResponseBody();
        },
        exchange::close);
  }
}
