package dev.skein.quarkus.runtime;

import dev.skein.Scope;
import dev.skein.vertx.RequestKey;
import dev.skein.vertx.RequestStorage;
import dev.skein.vertx.ServerCall;
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
   * What every request has, in one entry of the map and made at once. Never changed: a copy of the
   * map has to keep what there was when it was made.
   *
   * <p>Found on another context than the one it was put on, it was copied there: its scope is
   * closed at its own place, at its own time, which the copy must not notice.
   */
  private record Kept(Object place, @Nullable Scope scope, @Nullable ServerCall call) {}

  @Override
  @SuppressWarnings("unchecked") // each of the keys has this type
  public <T> @Nullable T get(Context vertxContext, RequestKey<T> key) {
    if (!(vertxContext instanceof ContextInternal context) || !context.isDuplicate()) {
      return null;
    }
    if (!isKept(key)) {
      return (T) context.localContextData().get(key);
    }
    Kept kept = kept(context);
    if (kept == null) {
      return null;
    }
    return (T) (key == RequestKey.SCOPE ? scope(kept, context) : kept.call);
  }

  /** Whether a key's value is part of what is kept for every request. */
  private static boolean isKept(RequestKey<?> key) {
    return key == RequestKey.SCOPE || key == RequestKey.SERVER_CALL;
  }

  private static @Nullable Kept kept(ContextInternal context) {
    return (Kept) context.localContextData().get(RequestKey.SCOPE);
  }

  private static @Nullable Scope scope(Kept kept, ContextInternal context) {
    if (kept.place == context || kept.scope == null) {
      return kept.scope;
    }
    Scope own = Scope.of(kept.scope.context());
    keep(context, own, kept.call);
    return own;
  }

  private static void keep(
      ContextInternal context, @Nullable Scope scope, @Nullable ServerCall call) {
    context.localContextData().put(RequestKey.SCOPE, new Kept(context, scope, call));
  }

  @Override
  public void received(Context vertxContext, Scope scope, ServerCall call) {
    if (vertxContext instanceof ContextInternal context && context.isDuplicate()) {
      keep(context, scope, call);
    }
  }

  @Override
  public <T> void put(Context vertxContext, RequestKey<T> key, @Nullable T value) {
    if (!(vertxContext instanceof ContextInternal context) || !context.isDuplicate()) {
      return;
    }
    if (!isKept(key)) {
      putOrRemove(context.localContextData(), key, value);
      return;
    }
    Kept kept = kept(context);
    if (key == RequestKey.SCOPE) {
      keep(context, (Scope) value, kept == null ? null : kept.call);
    } else {
      keep(context, kept == null ? null : scope(kept, context), (ServerCall) value);
    }
  }

  private static void putOrRemove(Map<Object, Object> locals, Object key, @Nullable Object value) {
    if (value == null) {
      locals.remove(key);
    } else {
      locals.put(key, value);
    }
  }
}
