package dev.skein.quarkus.runtime;

import dev.skein.Scope;
import dev.skein.http.HttpClientSpan;
import dev.skein.vertx.RequestKey;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;

/** The calls of the REST client, on the Vert.x context that each of them has to itself. */
final class RestCalls {
  private static final Object SPAN = new Object();

  private RestCalls() {}

  static void begin(Context context, HttpClientSpan span) {
    if (context instanceof ContextInternal internal) {
      internal.localContextData().put(SPAN, span);
    }
  }

  /**
   * The response is there, and the caller goes on, on the context of the call: what is current for
   * the caller by now takes the place of what was current when the call began.
   */
  static void end(Context context) {
    if (!(context instanceof ContextInternal internal)) {
      return;
    }
    internal.localContextData().remove(SPAN);
    if (internal.localContextData().get(VertxContext.PARENT_CONTEXT) instanceof Context caller) {
      Scope current = QuarkusRequestStorage.INSTANCE.get(caller, RequestKey.SCOPE);
      if (current != null) {
        QuarkusRequestStorage.INSTANCE.put(context, RequestKey.SCOPE, Scope.of(current.context()));
      }
    }
  }

  /** Whether what is sent from a context is part of a call. */
  static boolean isCalling(Context context) {
    return context instanceof ContextInternal internal
        && internal.isDuplicate()
        && internal.localContextData().get(SPAN) instanceof HttpClientSpan span
        && !span.ended();
  }
}
