package dev.skein.okhttp;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import java.io.IOException;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Traces OkHttp clients: one client span for every attempt to send a request, with the trace
 * context in the request's headers.
 *
 * <pre>{@code
 * OkHttpClient client = SkeinOkHttp.install(skein, new OkHttpClient());
 * }</pre>
 *
 * <p>A redirect, a retry and an authentication round are attempts of their own, counted in {@code
 * http.request.resend_count}; an answer from the cache is none. An attempt begins when a connection
 * is looked up for it, so that DNS, connect and TLS are part of the span, and ends when the
 * response's headers are read; the body is streamed after that. A name that does not resolve, a
 * refused connection, a failed handshake, a timeout and a cancellation are spans too. For a
 * WebSocket the span is that of the upgrade.
 *
 * <p>The parent is the span that was current when {@code execute} or {@code enqueue} was called,
 * whatever thread the call runs on. It is current while application interceptors run; in network
 * interceptors the attempt's span is. {@code newWebSocket} tells nobody who calls it: tag the
 * request to name the parent, {@code tag(Context.class, skein.currentContext())}. Such a tag wins
 * on any request.
 *
 * <p>Calls and responses are OkHttp's own. Nothing here throws into the application or fails a
 * request.
 */
public final class SkeinOkHttp {
  private SkeinOkHttp() {}

  /**
   * Makes the clients built by a builder traced. The last thing to do before {@code build()}: an
   * event listener or its factory set later replaces Skein's, and the parent of an enqueued call is
   * then not known. Interceptors can be added before or after.
   *
   * <p>An event listener set before keeps receiving every event. Installing again is harmless: what
   * was installed before, by the same or another {@link Skein}, is replaced.
   *
   * @return the builder
   */
  public static OkHttpClient.Builder install(Skein skein, OkHttpClient.Builder builder) {
    Objects.requireNonNull(skein, "skein");
    // The factory of a builder can be set but not read; that of a client can.
    return install(skein, builder, builder.build().eventListenerFactory());
  }

  /**
   * A traced client that shares connections, threads and settings with another one, which stays as
   * it is.
   */
  public static OkHttpClient install(Skein skein, OkHttpClient client) {
    Objects.requireNonNull(skein, "skein");
    return install(skein, client.newBuilder(), client.eventListenerFactory()).build();
  }

  /**
   * A callback that runs in the context that is current now. OkHttp runs callbacks when its
   * interceptors are done, so a callback that wants to know the span of its caller has to bring it.
   */
  public static Callback inCurrentContext(Skein skein, Callback callback) {
    Objects.requireNonNull(callback, "callback");
    return new ContextCallback(skein, skein.currentContext(), callback);
  }

  private static OkHttpClient.Builder install(
      Skein skein, OkHttpClient.Builder builder, EventListener.Factory theirs) {
    CallTraces traces = new CallTraces(skein);
    AttemptTracer attempts = new AttemptTracer(skein, traces);
    builder.interceptors().removeIf(CallInterceptor.class::isInstance);
    builder.interceptors().add(0, new CallInterceptor(traces, attempts));
    builder.networkInterceptors().removeIf(AttemptInterceptor.class::isInstance);
    builder.networkInterceptors().add(0, new AttemptInterceptor(traces, attempts));
    return builder.eventListenerFactory(CallListenerFactory.create(traces, theirs));
  }

  private record ContextCallback(Skein skein, Context context, Callback callback)
      implements Callback {
    @Override
    public void onResponse(Call call, Response response) throws IOException {
      try (Scope scope = skein.attach(context)) {
        callback.onResponse(call, response);
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      try (Scope scope = skein.attach(context)) {
        callback.onFailure(call, e);
      }
    }
  }
}
