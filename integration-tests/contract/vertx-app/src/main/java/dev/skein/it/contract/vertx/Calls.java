package dev.skein.it.contract.vertx;

import dev.skein.Scope;
import dev.skein.Tracer;
import dev.skein.it.contract.support.CallOutcome;
import dev.skein.it.contract.support.CallSpec;
import dev.skein.it.contract.support.PutBaggage;
import dev.skein.vertx.SkeinVertx;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.client.HttpRequest;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls of other services, in the middle of a request. */
final class Calls {
  private final Vertx vertx;
  private final Tracer tracer;
  private final Clients clients;

  Calls(Vertx vertx, Clients clients) {
    this.vertx = vertx;
    this.tracer = SkeinVertx.tracer(vertx);
    this.clients = clients;
  }

  void addTo(Router router) {
    router.post("/call").handler(this::call);
    router.post("/conformance").handler(this::callBack);
  }

  private void call(RoutingContext routing) {
    CallSpec spec = CallSpec.parse(String.valueOf(routing.body().asString()));
    Future<CallOutcome> outcome;
    if (spec.client().equals("http-client")) {
      outcome = withHttpClient(spec);
    } else if (spec.client().isEmpty() || spec.client().equals("web-client")) {
      outcome = withWebClient(spec);
    } else {
      routing.response().setStatusCode(501).end();
      return;
    }
    if (!spec.timeout().isZero()) {
      // the clients' own time limit is that of the head of the response
      outcome = outcome.timeout(spec.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }
    outcome
        .otherwise(CallOutcome::failed)
        .onSuccess(
            done -> {
              routing.response().putHeader("Content-Type", "text/plain");
              routing.end(done.toString());
            });
  }

  private Future<CallOutcome> withWebClient(CallSpec spec) {
    if (spec.isGivenUp()) {
      return Future.failedFuture(new UnsupportedOperationException("a WebClient cannot give up"));
    }
    HttpRequest<Buffer> request =
        clients
            .web(spec.http2())
            .requestAbs(HttpMethod.valueOf(spec.method()), spec.url().toString())
            .followRedirects(spec.followRedirects());
    if (!spec.timeout().isZero()) {
      request.timeout(spec.timeout().toMillis());
    }
    spec.headers().forEach(header -> request.headers().add(header.getKey(), header.getValue()));
    return (spec.body().isEmpty() ? request.send() : request.sendBuffer(Buffer.buffer(spec.body())))
        .map(
            response ->
                CallOutcome.answered(
                    response.statusCode(), response.body() == null ? 0 : response.body().length()));
  }

  private Future<CallOutcome> withHttpClient(CallSpec spec) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(spec.method()))
            .setAbsoluteURI(spec.url().toString())
            .setFollowRedirects(spec.followRedirects());
    if (!spec.timeout().isZero()) {
      options.setTimeout(spec.timeout().toMillis());
    }
    spec.headers().forEach(header -> options.addHeader(header.getKey(), header.getValue()));
    Promise<CallOutcome> outcome = Promise.promise();
    clients
        .http(spec.http2())
        .request(options)
        .compose(
            request -> {
              Context context = vertx.getOrCreateContext();
              CompletableFuture<Void> unused =
                  spec.givenUp()
                      .thenRun(() -> context.runOnContext(signal -> giveUp(request, outcome)));
              return send(request, spec.body()).compose(Calls::read);
            })
        .onSuccess(outcome::tryComplete)
        .onFailure(outcome::tryFail);
    return outcome.future();
  }

  private static void giveUp(HttpClientRequest request, Promise<CallOutcome> outcome) {
    Versions.reset(request);
    outcome.tryFail(new CancellationException("not worth the wait"));
  }

  private static Future<HttpClientResponse> send(HttpClientRequest request, String body) {
    return body.isEmpty() ? request.send() : request.send(body);
  }

  private static Future<CallOutcome> read(HttpClientResponse response) {
    long[] bytes = {0};
    response.handler(part -> bytes[0] += part.length());
    return response.end().map(end -> CallOutcome.answered(response.statusCode(), bytes[0]));
  }

  /** The protocol of W3C's test harness for Trace Context: calls what it is told to call. */
  private void callBack(RoutingContext routing) {
    JsonArray targets = new JsonArray(String.valueOf(routing.body().asString()));
    String entry = routing.request().getHeader(PutBaggage.HEADER);
    Scope scope = tracer.attach(PutBaggage.into(tracer.currentContext(), entry));
    callAll(targets.iterator())
        .onComplete(
            done -> {
              scope.close();
              routing.response().setStatusCode(200).end();
            });
  }

  private Future<Void> callAll(Iterator<Object> targets) {
    if (!targets.hasNext()) {
      return Future.succeededFuture();
    }
    JsonObject target = (JsonObject) targets.next();
    return clients
        .web()
        .postAbs(target.getString("url"))
        .putHeader("Content-Type", "application/json")
        .sendBuffer(Json.encodeToBuffer(target.getValue("arguments")))
        .transform(answeredOrNot -> callAll(targets));
  }
}
