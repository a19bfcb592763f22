package dev.skein.it.contract.quarkus;

import dev.skein.it.contract.support.CallOutcome;
import dev.skein.it.contract.support.CallSpec;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import jakarta.inject.Singleton;
import java.util.Map;

/** Vert.x's web client. A caller that gives up no longer waits; this client knows no more. */
@Singleton
final class WebClientCalls implements ContractClient {
  private final WebClient http1;
  private final WebClient http2;

  WebClientCalls(VertxClients clients) {
    this.http1 = WebClient.wrap(clients.get(false));
    this.http2 = WebClient.wrap(clients.get(true));
  }

  @Override
  public String name() {
    return "web-client";
  }

  @Override
  public Uni<CallOutcome> call(CallSpec spec) {
    HttpRequest<Buffer> request =
        (spec.http2() ? http2 : http1)
            .requestAbs(HttpMethod.valueOf(spec.method()), spec.url().toString())
            .followRedirects(spec.followRedirects());
    if (!spec.timeout().isZero()) {
      request.timeout(spec.timeout().toMillis());
    }
    for (Map.Entry<String, String> header : spec.headers()) {
      request.headers().add(header.getKey(), header.getValue());
    }
    return Uni.createFrom()
        .completionStage(() -> request.sendBuffer(Buffer.buffer(spec.body())).toCompletionStage())
        .map(WebClientCalls::outcome);
  }

  private static CallOutcome outcome(HttpResponse<Buffer> response) {
    Buffer body = response.body();
    return CallOutcome.answered(response.statusCode(), body == null ? 0 : body.length());
  }
}
