package dev.skein.it.contract.okhttp;

import dev.skein.Skein;
import dev.skein.okhttp.SkeinOkHttp;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** The service's clients; they share threads and connections. */
final class Clients {
  private static final int AT_ONCE = 256;

  private final OkHttpClient client;
  private final OkHttpClient http2;

  Clients(Skein skein) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(AT_ONCE);
    dispatcher.setMaxRequestsPerHost(AT_ONCE);
    this.client =
        SkeinOkHttp.install(
            skein,
            new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(AT_ONCE, 1, TimeUnit.MINUTES))
                .readTimeout(0, TimeUnit.SECONDS)
                .followRedirects(false)
                .build());
    this.http2 = client.newBuilder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();
  }

  OkHttpClient main() {
    return client;
  }

  OkHttpClient http2() {
    return http2;
  }
}
