package dev.skein;

import dev.skein.internal.Nullable;

/**
 * One scope per thread. Clearing keeps the thread's entry, which removing and making it anew at
 * every request would cost more than all the rest: what stays in a pooled thread is an entry of the
 * JDK's own without a value, and so nothing of ours or of the application's.
 */
final class ThreadLocalContextStorage implements ContextStorage {
  @SuppressWarnings("ThreadLocalUsage") // one per Skein, so that two services do not mix
  private final ThreadLocal<@Nullable Scope> current = new ThreadLocal<>();

  @Override
  public @Nullable Scope get() {
    return current.get();
  }

  @Override
  public void set(@Nullable Scope scope) {
    current.set(scope);
  }
}
