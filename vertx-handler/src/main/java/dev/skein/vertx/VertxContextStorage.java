package dev.skein.vertx;

import dev.skein.ContextStorage;
import dev.skein.Scope;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the current scope on the Vert.x context of the request, where every callback of the request
 * finds it again; elsewhere on the thread.
 *
 * <p>A Vert.x context is a place once {@link SkeinVertxTracer} or {@link SkeinVertx#inSpan} has put
 * a first scope there; nothing is ever put on a root context. The place lives as long as the
 * context: what runs after the response still belongs to the trace.
 */
public final class VertxContextStorage implements ContextStorage {
  private final RequestStorage storage;
  private final ContextStorage elsewhere = ContextStorage.threadLocal();

  private VertxContextStorage(RequestStorage storage) {
    this.storage = storage;
  }

  /** A storage of a plain Vert.x application. */
  public static VertxContextStorage create() {
    return create(RequestStorage.contextLocal());
  }

  /** A storage that keeps scopes where the framework wants them. */
  public static VertxContextStorage create(RequestStorage storage) {
    return new VertxContextStorage(Objects.requireNonNull(storage, "storage"));
  }

  @Override
  public @Nullable Scope get() {
    Context context = Vertx.currentContext();
    Scope scope = context == null ? null : storage.get(context, RequestKey.SCOPE);
    return scope == null ? elsewhere.get() : scope;
  }

  @Override
  public void set(@Nullable Scope scope) {
    Context place = place();
    if (place != null) {
      // the place itself stays, whatever becomes of the scopes on it
      storage.put(place, RequestKey.SCOPE, scope == null ? Scope.noop() : scope);
    } else {
      elsewhere.set(scope);
    }
  }

  /** The Vert.x context the caller runs on, if something was put there. */
  private @Nullable Context place() {
    Context context = Vertx.currentContext();
    return context != null && storage.get(context, RequestKey.SCOPE) != null ? context : null;
  }
}
