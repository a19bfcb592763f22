package dev.skein.quarkus.runtime;

import dev.skein.Scope;
import dev.skein.vertx.RequestKey;
import dev.skein.vertx.RequestStorage;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what belongs to a request in the map of its duplicated context.
 *
 * <p>Only that map goes along when Quarkus copies a context: to a worker thread, to a virtual
 * thread, to a call of the REST client. The slots of Vert.x stay behind.
 */
final class QuarkusRequestStorage implements RequestStorage {
  static final QuarkusRequestStorage INSTANCE = new QuarkusRequestStorage();

  private QuarkusRequestStorage() {}

  /**
   * A scope and the context it was put on. Found on another one, it was copied there: it is closed
   * at its own place, at its own time, which the copy must not notice.
   */
  private record Placed(Scope scope, Object place) {}

  @Override
  @SuppressWarnings("unchecked") // put under this key, which has this type
  public <T> @Nullable T get(Context vertxContext, RequestKey<T> key) {
    if (!(vertxContext instanceof ContextInternal context) || !context.isDuplicate()) {
      return null;
    }
    Object value = context.localContextData().get(key);
    return (T) (value instanceof Placed placed ? scope(placed, context) : value);
  }

  private static Scope scope(Placed placed, ContextInternal context) {
    if (placed.place() == context) {
      return placed.scope();
    }
    Scope own = Scope.of(placed.scope().context());
    context.localContextData().put(RequestKey.SCOPE, new Placed(own, context));
    return own;
  }

  @Override
  public <T> void put(Context vertxContext, RequestKey<T> key, @Nullable T value) {
    if (!(vertxContext instanceof ContextInternal context) || !context.isDuplicate()) {
      return;
    }
    Map<Object, Object> locals = context.localContextData();
    if (value == null) {
      locals.remove(key);
    } else {
      locals.put(key, value instanceof Scope scope ? new Placed(scope, context) : value);
    }
  }
}
