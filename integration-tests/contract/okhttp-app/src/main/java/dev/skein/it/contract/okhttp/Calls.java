package dev.skein.it.contract.okhttp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.it.contract.support.CallOutcome;
import dev.skein.it.contract.support.CallSpec;
import dev.skein.it.contract.support.PutBaggage;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Calls of other services, in the middle of a request. */
final class Calls {
  private static final MediaType JSON = MediaType.get("application/json");

  private final Skein skein;
  private final Clients clients;

  Calls(Skein skein, Clients clients) {
    this.skein = skein;
    this.clients = clients;
  }

  /** Makes a call with {@code execute}, the main way, or {@code enqueue}. */
  CompletionStage<String> call(String text) {
    CallSpec spec = CallSpec.parse(text);
    OkHttpClient client =
        (spec.http2() ? clients.http2() : clients.main())
            .newBuilder()
            .followRedirects(spec.followRedirects())
            .callTimeout(spec.timeout())
            .build();
    Call call = client.newCall(request(spec));
    CompletableFuture<Void> unused = spec.givenUp().thenRun(call::cancel);
    return switch (spec.client()) {
      case "", "execute" -> CompletableFuture.completedStage(execute(call).toString());
      case "enqueue" -> enqueue(call).thenApply(CallOutcome::toString);
      default -> CompletableFuture.failedStage(new UnsupportedOperationException(spec.client()));
    };
  }

  private static Request request(CallSpec spec) {
    Request.Builder request =
        new Request.Builder()
            .url(spec.url().toString())
            .method(
                spec.method(),
                spec.body().isEmpty() ? null : RequestBody.create(spec.body(), null));
    spec.headers().forEach(header -> request.addHeader(header.getKey(), header.getValue()));
    return request.build();
  }

  private static CallOutcome execute(Call call) {
    try {
      return outcome(call.execute());
    } catch (IOException e) {
      return CallOutcome.failed(e);
    }
  }

  private static CompletionStage<CallOutcome> enqueue(Call call) {
    CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException e) {
            outcome.complete(CallOutcome.failed(e));
          }

          @Override
          public void onResponse(Call answered, Response response) {
            try {
              outcome.complete(Calls.outcome(response));
            } catch (IOException e) {
              outcome.complete(CallOutcome.failed(e));
            }
          }
        });
    return outcome;
  }

  private static CallOutcome outcome(Response response) throws IOException {
    try (response) {
      return CallOutcome.answered(
          response.code(), Objects.requireNonNull(response.body()).bytes().length);
    }
  }

  /** The protocol of W3C's test harness for Trace Context: calls what it is told to call. */
  CompletionStage<String> callBack(String targets, Headers headers) {
    JsonArray all = JsonParser.parseString(targets).getAsJsonArray();
    String entry = headers.getFirst(PutBaggage.HEADER);
    try (Scope scope = skein.attach(PutBaggage.into(skein.currentContext(), entry))) {
      for (JsonElement each : all) {
        JsonObject target = each.getAsJsonObject();
        String body = target.get("arguments").toString();
        CallOutcome unused =
            execute(
                clients
                    .main()
                    .newCall(
                        new Request.Builder()
                            .url(target.get("url").getAsString())
                            .post(RequestBody.create(body, JSON))
                            .build()));
      }
    }
    return CompletableFuture.completedStage("");
  }
}
