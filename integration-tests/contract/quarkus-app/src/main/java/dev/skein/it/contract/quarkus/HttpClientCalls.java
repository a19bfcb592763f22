package dev.skein.it.contract.quarkus;

import dev.skein.it.contract.support.CallOutcome;
import dev.skein.it.contract.support.CallSpec;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.util.Map;

/** Vert.x's HTTP client. */
@Singleton
final class HttpClientCalls implements ContractClient {
  private final VertxClients clients;

  HttpClientCalls(VertxClients clients) {
    this.clients = clients;
  }

  @Override
  public String name() {
    return "http-client";
  }

  @Override
  public Uni<CallOutcome> call(CallSpec spec) {
    RequestOptions options =
        new RequestOptions()
            .setAbsoluteURI(spec.url().toString())
            .setMethod(HttpMethod.valueOf(spec.method()))
            .setFollowRedirects(spec.followRedirects());
    if (!spec.timeout().isZero()) {
      options.setTimeout(spec.timeout().toMillis());
    }
    for (Map.Entry<String, String> header : spec.headers()) {
      options.addHeader(header.getKey(), header.getValue());
    }
    return Uni.createFrom()
        .emitter(
            caller ->
                clients
                    .get(spec.http2())
                    .request(options)
                    .onSuccess(request -> send(request, spec, caller))
                    .onFailure(caller::fail));
  }

  private static void send(
      HttpClientRequest request, CallSpec spec, UniEmitter<? super CallOutcome> caller) {
    Future<CallOutcome> outcome =
        request.send(Buffer.buffer(spec.body())).compose(HttpClientCalls::read);
    caller.onTermination(
        () -> {
          if (!outcome.isComplete()) {
            request.reset();
          }
        });
    outcome.onSuccess(caller::complete).onFailure(caller::fail);
  }

  private static Future<CallOutcome> read(HttpClientResponse response) {
    return response.body().map(body -> CallOutcome.answered(response.statusCode(), body.length()));
  }
}
