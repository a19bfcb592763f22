package dev.skein;

import dev.skein.internal.Nullable;
import dev.skein.internal.RateLimitedLog;

/** The current context of one {@link Skein}: its storage and what went wrong with it. */
final class Contexts {
  private final ContextStorage storage;
  private final RateLimitedLog log;
  private final ScopeMisuse misuse = new ScopeMisuse();
  private final Depth bottom = new Depth(this, 1);

  Contexts(ContextStorage storage, RateLimitedLog log) {
    this.storage = storage;
    this.log = log;
  }

  ContextStorage storage() {
    return storage;
  }

  ScopeMisuse misuse() {
    return misuse;
  }

  /** The depth of a scope without one below it. */
  Depth bottom() {
    return bottom;
  }

  /** The scope at the caller's place; {@link Scope#UNKNOWN} when the storage cannot tell. */
  @Nullable
  Scope scope() {
    try {
      return storage.get();
    } catch (Throwable e) {
      failed(e);
      return Scope.UNKNOWN;
    }
  }

  /** Replaces the scope at the caller's place, if the storage can do it. */
  void replace(@Nullable Scope scope) {
    try {
      storage.set(scope);
    } catch (Throwable e) {
      failed(e);
    }
  }

  private void failed(Throwable e) {
    log.warn("The context storage threw " + e.getClass().getName());
  }

  Context current() {
    Scope scope = scope();
    return scope == null ? Context.root() : scope.context();
  }

  /** Null, which is no context, changes nothing. */
  Scope attach(@Nullable Context context) {
    return context == null ? Scope.noop() : Scope.open(context, this);
  }

  /** How many scopes are open at a place. All scopes share these: a scope has one field less. */
  static final class Depth {
    final Contexts contexts;
    final int scopes;
    private @Nullable Depth above;

    private Depth(Contexts contexts, int scopes) {
      this.contexts = contexts;
      this.scopes = scopes;
    }

    /** One more. Two threads may make two of them, which are as good as one. */
    Depth above() {
      Depth next = above;
      if (next == null) {
        next = new Depth(contexts, scopes + 1);
        above = next;
      }
      return next;
    }
  }
}
