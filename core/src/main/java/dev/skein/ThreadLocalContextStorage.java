package dev.skein;

import org.jspecify.annotations.Nullable;

/** One scope per thread. Clearing removes the entry, so that a pooled thread retains nothing. */
final class ThreadLocalContextStorage implements ContextStorage {
  @SuppressWarnings("ThreadLocalUsage") // one per Skein, so that two services do not mix
  private final ThreadLocal<@Nullable Scope> current = new ThreadLocal<>();

  @Override
  public @Nullable Scope get() {
    return current.get();
  }

  @Override
  public void set(@Nullable Scope scope) {
    if (scope == null) {
      current.remove();
    } else {
      current.set(scope);
    }
  }

  @Override
  public Object owner() {
    return Thread.currentThread();
  }
}
