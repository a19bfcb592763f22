package dev.skein.vertx;

import dev.skein.Scope;
import dev.skein.http.HttpClientSpan;
import io.vertx.core.Context;
import io.vertx.core.spi.context.storage.ContextLocal;
import org.jspecify.annotations.Nullable;

/**
 * One slot per key in every Vert.x context. The slots have to be there before the {@code Vertx} is
 * made, which is why {@link SkeinTracerFactory} loads this class.
 */
final class ContextLocalStorage implements RequestStorage {
  private static final ContextLocal<Scope> SCOPE = ContextLocal.registerLocal(Scope.class);
  private static final ContextLocal<ServerCall> SERVER_CALL =
      ContextLocal.registerLocal(ServerCall.class);
  private static final ContextLocal<HttpClientSpan> CLIENT_SPAN =
      ContextLocal.registerLocal(HttpClientSpan.class);

  private static final ContextLocal<Redirect> REDIRECT = ContextLocal.registerLocal(Redirect.class);

  static final ContextLocalStorage INSTANCE = new ContextLocalStorage();

  private ContextLocalStorage() {}

  @Override
  public <T> @Nullable T get(Context vertxContext, RequestKey<T> key) {
    try {
      return slot(key).get(vertxContext);
    } catch (RuntimeException e) {
      // the Vertx is older than the slots: nobody told it of a tracer
      return null;
    }
  }

  @Override
  public <T> void put(Context vertxContext, RequestKey<T> key, @Nullable T value) {
    if (!VertxInternals.isDuplicate(vertxContext)) {
      return;
    }
    try {
      if (value == null) {
        slot(key).remove(vertxContext);
      } else {
        slot(key).put(vertxContext, value);
      }
    } catch (RuntimeException e) {
      Complaints.report("A context of a Vertx that was made before Skein was loaded", e);
    }
  }

  @SuppressWarnings("unchecked") // each key has one slot, of its own type
  private static <T> ContextLocal<T> slot(RequestKey<T> key) {
    if (key == RequestKey.SCOPE) {
      return (ContextLocal<T>) SCOPE;
    }
    if (key == RequestKey.SERVER_CALL) {
      return (ContextLocal<T>) SERVER_CALL;
    }
    return (ContextLocal<T>) (key == RequestKey.CLIENT_SPAN ? CLIENT_SPAN : REDIRECT);
  }
}
