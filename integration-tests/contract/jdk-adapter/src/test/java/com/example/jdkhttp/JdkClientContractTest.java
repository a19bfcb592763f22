package com.example.jdkhttp;

import dev.skein.testkit.contract.CallResult;
import dev.skein.testkit.contract.ClientCall;
import dev.skein.testkit.contract.ClientSubject;
import dev.skein.testkit.contract.ContractSetup;
import dev.skein.testkit.contract.Deviation;
import dev.skein.testkit.contract.HttpClientContract;
import dev.skein.testkit.contract.Subject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Holds {@link TracedClient} to the contract. */
class JdkClientContractTest extends HttpClientContract {
  @Override
  protected Subject subject() {
    return new Subject("JDK HttpClient", "");
  }

  @Override
  protected ClientSubject start(ContractSetup setup) {
    TracedClient client = new TracedClient(setup.skein(), HttpClient.newHttpClient());
    return ClientSubject.of(call -> call(client, call));
  }

  private static CallResult call(TracedClient client, ClientCall call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.url())
            .version(call.http2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .method(call.method(), BodyPublishers.ofString(call.body()));
    call.headers().forEach(header -> request.header(header.getKey(), header.getValue()));
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.build(), BodyHandlers.ofByteArray());
    if (!call.timeout().isZero()) {
      answer.orTimeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }
    call.givenUp().thenRun(() -> answer.cancel(true));
    return answer
        .thenApply(response -> CallResult.answered(response.statusCode(), response.body().length))
        .exceptionally(CallResult::failed)
        .join();
  }

  @Override
  protected List<Deviation> deviations() {
    return JdkDeviations.CLIENT;
  }
}
