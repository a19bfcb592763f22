package dev.skein.quarkus.runtime;

import dev.skein.http.HttpServerSpan;
import dev.skein.vertx.RequestKey;
import dev.skein.vertx.ServerCall;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Finds the request that the caller works for. */
final class TracedRequests {
  private TracedRequests() {}

  /** Null when there is none, or it is not traced. */
  static @Nullable ServerCall call() {
    Context context = Vertx.currentContext();
    return context == null
        ? null
        : QuarkusRequestStorage.INSTANCE.get(context, RequestKey.SERVER_CALL);
  }

  /** The span of {@link #call()}. */
  static @Nullable HttpServerSpan serverSpan() {
    ServerCall call = call();
    return call == null ? null : call.span();
  }
}
