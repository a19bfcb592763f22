package dev.skein.quarkus.runtime;

import dev.skein.Scope;
import dev.skein.vertx.RequestKey;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import org.jspecify.annotations.Nullable;

/** The calls of the REST client, on the Vert.x context that each of them has to itself. */
final class RestCalls {
  private static final Object CALL = new Object();

  private RestCalls() {}

  static void begin(Context context, RestCall call) {
    if (context instanceof ContextInternal internal) {
      internal.localContextData().put(CALL, call);
    }
  }

  /**
   * The response is there, and the caller goes on, on the context of the call: what is current for
   * the caller by now takes the place of what was current when the call began. Only the first call
   * of this method counts.
   */
  static void end(Context context, RestCall call) {
    if (!(context instanceof ContextInternal internal)
        || !internal.localContextData().remove(CALL, call)) {
      return;
    }
    if (internal.localContextData().get(VertxContext.PARENT_CONTEXT) instanceof Context caller) {
      Scope current = QuarkusRequestStorage.INSTANCE.get(caller, RequestKey.SCOPE);
      if (current != null) {
        QuarkusRequestStorage.INSTANCE.put(context, RequestKey.SCOPE, Scope.of(current.context()));
      }
    }
  }

  /** The call that what is sent from a context is part of; null when there is none. */
  static @Nullable RestCall of(Context context) {
    return context instanceof ContextInternal internal
            && internal.isDuplicate()
            && internal.localContextData().get(CALL) instanceof RestCall call
        ? call
        : null;
  }
}
