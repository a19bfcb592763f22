package dev.skein.quarkus.runtime;

import dev.skein.ContextStorage;
import dev.skein.Scope;
import dev.skein.vertx.RequestKey;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the current scope on the duplicated context that the caller runs on; on the thread when
 * there is none.
 *
 * <p>Nothing is kept on a root context, which unrelated requests share, and what is kept on a
 * thread is never seen by what runs on a duplicated context.
 */
final class QuarkusContextStorage implements ContextStorage {
  private final QuarkusRequestStorage storage = QuarkusRequestStorage.INSTANCE;
  private final ContextStorage threads = ContextStorage.threadLocal();

  @Override
  public @Nullable Scope get() {
    Context place = place();
    return place == null ? threads.get() : storage.get(place, RequestKey.SCOPE);
  }

  @Override
  public void set(@Nullable Scope scope) {
    Context place = place();
    if (place == null) {
      threads.set(scope);
    } else {
      storage.put(place, RequestKey.SCOPE, scope);
    }
  }

  private static @Nullable Context place() {
    Context context = Vertx.currentContext();
    return context instanceof ContextInternal internal && internal.isDuplicate() ? context : null;
  }
}
