package dev.skein;

import dev.skein.internal.Nullable;

/** The current context of one {@link Skein}: its storage and what went wrong with it. */
final class Contexts {
  private final ContextStorage storage;
  private final ScopeMisuse misuse = new ScopeMisuse();
  private final Depth bottom = new Depth(this, 1);

  Contexts(ContextStorage storage) {
    this.storage = storage;
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

  Context current() {
    Scope scope = storage.get();
    return scope == null ? Context.root() : scope.context();
  }

  Scope attach(Context context) {
    return Scope.open(context, this);
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
