package dev.skein.vertx;

import dev.skein.Scope;
import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/**
 * Where the trace of a request lives on its Vert.x context.
 *
 * <p>Every request, message and tick of a {@link SkeinVertx#inSpan span} runs on a duplicated
 * context of its own; what is kept there is found again in every callback, timer and worker task of
 * the same request. A root context is shared by unrelated work and must keep nothing.
 *
 * <p>{@link #contextLocal()} is the storage of a plain Vert.x application. A framework that copies
 * its own locals from context to context, as Quarkus does, brings another one.
 *
 * <p>Called on every request, from any thread. An implementation must neither block nor throw.
 */
public interface RequestStorage {
  /**
   * What is kept on a context.
   *
   * @return null when there is nothing, and always null for a root context
   */
  <T> @Nullable T get(Context vertxContext, RequestKey<T> key);

  /** Keeps something on a context; null removes it. Does nothing on a root context. */
  <T> void put(Context vertxContext, RequestKey<T> key, @Nullable T value);

  /**
   * Keeps what every recorded request has: {@link RequestKey#SCOPE} and {@link
   * RequestKey#SERVER_CALL}. For a storage that can do that at once.
   */
  default void received(Context vertxContext, Scope scope, ServerCall call) {
    put(vertxContext, RequestKey.SCOPE, scope);
    put(vertxContext, RequestKey.SERVER_CALL, call);
  }

  /** Keeps it in slots of the context itself, which cost no more than a field. */
  static RequestStorage contextLocal() {
    return ContextLocalStorage.INSTANCE;
  }
}
