package com.example.shop.shopper;

import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.StatusCode;
import dev.skein.okhttp.SkeinOkHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Buys at the storefront what it reads, one order a line: {@code teapot 1 4242-4242-4242-4242}. A
 * line that begins with a brace is sent as it is.
 */
public final class Shopper {
  private static final MediaType JSON = MediaType.get("application/json");

  private final Skein skein;
  private final OkHttpClient client;
  private final String storefront;

  private Shopper(Skein skein, String storefront) {
    this.skein = skein;
    this.client = SkeinOkHttp.install(skein, new OkHttpClient.Builder()).build();
    this.storefront = storefront;
  }

  public static void main(String[] args) throws IOException {
    String storefront = args.length > 0 ? args[0] : "http://localhost:8080";
    SkeinOptions options = SkeinOptions.load().toBuilder().serviceName("shopper").build();
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Skein skein = Skein.builder().options(options).build()) {
      Shopper shopper = new Shopper(skein, storefront);
      String order;
      while ((order = orders.readLine()) != null) {
        shopper.buy(order);
      }
    }
  }

  private void buy(String order) {
    Span span = skein.tracer().startSpan("buy");
    try (Scope scope = span.makeCurrent()) {
      Request request =
          new Request.Builder()
              .url(storefront + "/purchases")
              .post(RequestBody.create(toJson(order), JSON))
              .build();
      try (Response response = client.newCall(request).execute()) {
        if (!response.isSuccessful()) {
          span.setStatus(StatusCode.ERROR, "not bought");
        }
        String answer = Objects.requireNonNull(response.body()).string();
        System.out.println(response.code() + " trace " + span.traceId() + " " + answer);
      }
    } catch (IOException e) {
      span.recordException(e).setStatus(StatusCode.ERROR, "the storefront does not answer");
      System.out.println("0 trace " + span.traceId() + " " + e.getMessage());
    } finally {
      span.end();
    }
  }

  private static String toJson(String order) {
    if (order.startsWith("{")) {
      return order;
    }
    String[] words = order.split(" ");
    return "{\"item\": \"%s\", \"quantity\": %s, \"card\": \"%s\"}"
        .formatted(words[0], words[1], words[2]);
  }
}
