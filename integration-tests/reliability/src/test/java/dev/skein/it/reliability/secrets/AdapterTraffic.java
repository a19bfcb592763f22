package dev.skein.it.reliability.secrets;

import dev.skein.Skein;
import dev.skein.okhttp.SkeinOkHttp;
import dev.skein.vertx.SkeinHandler;
import dev.skein.vertx.SkeinTracingOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Requests of an OkHttp client to a Vert.x server, with secrets wherever HTTP has room for them.
 */
final class AdapterTraffic implements AutoCloseable {
  /** What may stand in a query as it is; an ampersand and a number sign end a value. */
  private static final String IN_QUERY = "/?:@!$()*,;=+~.";

  /** Some of the names that are redacted by default, as users write them. */
  private static final List<String> PARAMETERS =
      List.of(
          "token",
          "access_token",
          "API_KEY",
          "apiKey",
          "Password",
          "client_secret",
          "sig",
          "X-Amz-Signature",
          "session_id",
          "api%5Fkey",
          "%70assword");

  private final Canaries canaries;
  private final Vertx vertx;
  private final HttpServer server;
  private final OkHttpClient client;
  private int round;

  AdapterTraffic(Canaries canaries, Skein serverSkein, Skein clientSkein) {
    this.canaries = canaries;
    this.vertx =
        Vertx.vertx(new VertxOptions().setTracingOptions(new SkeinTracingOptions(serverSkein)));
    Router router = Router.router(vertx);
    router.route().handler(SkeinHandler.create());
    router.route("/items/:id").handler(this::answer);
    router
        .route("/fail")
        .handler(this::fail)
        .failureHandler(routing -> routing.response().setStatusCode(500).end());
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    this.client = SkeinOkHttp.install(clientSkein, new OkHttpClient.Builder()).build();
  }

  private void answer(RoutingContext routing) {
    String location =
        "https://admin:"
            + canaries.plant("response header", "!$:")
            + "@shop.example/next?token="
            + canaries.plant("response header", IN_QUERY);
    routing
        .response()
        .putHeader("Set-Cookie", "sid=" + canaries.plant("response header", "=/+"))
        .putHeader("X-Auth-Token", canaries.plant("response header"))
        .putHeader("Location", location)
        .putHeader("X-Plan", "visible-plan")
        .end("{\"password\":\"" + canaries.plant("body") + "\"}");
  }

  private void fail(RoutingContext routing) {
    routing.fail(
        new IllegalStateException(
            "jdbc:postgresql://app:" + canaries.plant("exception", "!$@:/") + "@db:5432/shop",
            new IOException("password=" + canaries.plant("exception", "!$@:/"))));
  }

  /** One good request, one that fails, and one to where nobody listens. */
  void round() throws IOException {
    String parameter = PARAMETERS.get(round++ % PARAMETERS.size());
    exchange(server.actualPort(), "/items/7;jsessionid=" + canaries.plant("path"), parameter);
    exchange(server.actualPort(), "/fail", parameter);
    try {
      exchange(1, "/", parameter);
      throw new AssertionError("somebody listens on port 1");
    } catch (IOException refused) {
      // as it should be
    }
  }

  private void exchange(int port, String path, String parameter) throws IOException {
    String url =
        "http://user:"
            + canaries.plant("user info", "!$&()*+,;=:@")
            + "@127.0.0.1:"
            + port
            + path
            + "?q=visible-query&"
            + parameter
            + "="
            + canaries.plant("query", IN_QUERY)
            + "&x=1#access_token="
            + canaries.plant("fragment");
    Request request =
        new Request.Builder()
            .url(url)
            .header("Authorization", "Bearer " + canaries.plant("request header", "=/+"))
            .header("Proxy-Authorization", "Basic " + canaries.plant("request header"))
            .header("Cookie", "sid=" + canaries.plant("request header"))
            .header("X-Api-Key", canaries.plant("request header"))
            .header("Referer", "https://a:" + canaries.plant("request header") + "@x.example/")
            .header("X-Tenant", "visible-tenant")
            .header("baggage", "user=" + canaries.plant("baggage") + ";p=1")
            .post(RequestBody.create(("secret=" + canaries.plant("body")).getBytes()))
            .build();
    try (Response response = client.newCall(request).execute()) {
      response.body().bytes();
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
