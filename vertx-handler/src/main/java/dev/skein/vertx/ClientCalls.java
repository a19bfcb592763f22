package dev.skein.vertx;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.spi.tracing.TagExtractor;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is known of a request that is to be sent, besides the request. Thread-safe. */
final class ClientCalls {
  /**
   * The requests of traced clients that are connected and not yet sent, by the object that holds
   * their headers: the only thing that Vert.x shows both the caller and the tracer.
   */
  private final ConcurrentHashMap<Key, ClientCall> connected = new ConcurrentHashMap<>();

  private final RequestStorage storage;

  ClientCalls(RequestStorage storage) {
    this.storage = storage;
  }

  /** Headers may be equal; these have to be the same. */
  private record Key(MultiMap headers) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.headers == headers;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(headers);
    }
  }

  void add(MultiMap headers, ClientCall call) {
    connected.put(new Key(headers), call);
  }

  /** The request with these headers; null when no traced client has made it. */
  @Nullable ClientCall take(@Nullable MultiMap headers) {
    return headers == null || isEmpty() ? null : connected.remove(new Key(headers));
  }

  /** Whether no request waits to be sent. */
  boolean isEmpty() {
    return connected.isEmpty();
  }

  /** Keeps where a response sends its caller, if it does. */
  void responded(
      @Nullable Context context, int statusCode, @Nullable MultiMap headers, int resendCount) {
    String location =
        context != null && headers != null && Redirect.isRedirect(statusCode)
            ? headers.get("location")
            : null;
    if (context != null && location != null) {
      storage.put(context, RequestKey.REDIRECT, new Redirect(location, resendCount + 1));
    }
  }

  /** How often a request was sent before this time. */
  <R> int resendCount(Context context, R request, TagExtractor<R> tags) {
    Redirect redirect = storage.get(context, RequestKey.REDIRECT);
    if (redirect == null || !redirect.leadsTo(Tags.url(tags, request))) {
      return 0;
    }
    storage.put(context, RequestKey.REDIRECT, null);
    return redirect.resendCount();
  }
}
