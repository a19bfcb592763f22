package dev.skein.benchmarks.http.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Two routes on one event loop. Each variant calls it with its way of tracing. */
public final class App {
  private static final int STUB_PORT = Integer.parseInt(System.getenv("STUB_PORT"));

  private App() {}

  /** Without tracing. */
  public static void main(String[] args) {
    run(null, router -> {});
  }

  /**
   * Listens on the port of the environment.
   *
   * @param tracing what traces; null for nothing
   * @param first adds what has to stand before the routes
   */
  public static void run(@Nullable TracingOptions tracing, Consumer<Router> first) {
    VertxOptions options = new VertxOptions().setEventLoopPoolSize(1);
    if (tracing != null) {
      options.setTracingOptions(tracing);
    }
    Vertx vertx = Vertx.vertx(options);
    HttpClient client = vertx.createHttpClient();
    Router router = Router.router(vertx);
    first.accept(router);
    router
        .get("/items/:id")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("content-type", "text/plain")
                    .end("item " + context.pathParam("id")));
    router.get("/relay/:id").handler(context -> relay(client, context));
    vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(Integer.parseInt(System.getenv("HTTP_PORT")), "127.0.0.1")
        .onFailure(
            failure -> {
              System.err.println("cannot listen: " + failure.getMessage());
              System.exit(1);
            });
  }

  private static void relay(HttpClient client, RoutingContext context) {
    client
        .request(HttpMethod.GET, STUB_PORT, "127.0.0.1", "/stock/" + context.pathParam("id"))
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::body)
        .onSuccess(body -> context.response().putHeader("content-type", "text/plain").end(body))
        .onFailure(context::fail);
  }
}
