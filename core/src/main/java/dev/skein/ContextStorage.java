package dev.skein;

import org.jspecify.annotations.Nullable;

/**
 * Where the current scope lives. Frameworks differ: a thread, a Vert.x context, a request.
 *
 * <p>An implementation keeps one reference per place and decides nothing: the rules of nesting are
 * in {@link Scope}. All methods are called often, from any thread, and must neither block nor
 * throw.
 */
public interface ContextStorage {
  /** The scope at the caller's place; null when there is none. */
  @Nullable Scope get();

  /** Replaces the scope at the caller's place; null clears it. */
  void set(@Nullable Scope scope);

  /** A storage that keeps one scope per thread, virtual threads included. */
  static ContextStorage threadLocal() {
    return new ThreadLocalContextStorage();
  }
}
