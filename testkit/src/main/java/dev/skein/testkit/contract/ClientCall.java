package dev.skein.testkit.contract;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call that a client under contract is to make. Immutable.
 *
 * @param headers that the application sets itself, in their order
 * @param body to be sent; empty for none
 * @param timeout of the whole call; zero for none
 * @param cancelSignal answers a GET when the application is to give the call up, which is when the
 *     server has got the request; null for never
 * @param followRedirects whether the client is to follow them by itself
 * @param http2 whether HTTP/2 without TLS is asked for: from the start or by an upgrade, as the
 *     client does
 * @param caller the headers of the request in whose course the call is made: {@code traceparent}
 *     and, where there is one, {@code tracestate} and {@code baggage}. For a subject in this JVM
 *     the contract has done with them what there is to do; one in a process of its own is sent a
 *     request that has them.
 */
public record ClientCall(
    String method,
    URI url,
    List<Map.Entry<String, String>> headers,
    String body,
    Duration timeout,
    @Nullable URI cancelSignal,
    boolean followRedirects,
    boolean http2,
    Map<String, String> caller) {

  public ClientCall {
    headers = List.copyOf(headers);
    caller = Map.copyOf(caller);
  }

  /**
   * Done when the application is to give the call up; never when it is not to. Asks the {@link
   * #cancelSignal} when it is called; for a subject in this JVM.
   */
  public CompletableFuture<Void> givenUp() {
    if (cancelSignal == null) {
      return new CompletableFuture<>();
    }
    return HttpClient.newHttpClient()
        .sendAsync(HttpRequest.newBuilder(cancelSignal).build(), BodyHandlers.discarding())
        .thenAccept(signal -> {});
  }
}
