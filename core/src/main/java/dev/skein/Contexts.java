package dev.skein;

/** The current context of one {@link Skein}: its storage and what went wrong with it. */
final class Contexts {
  private final ContextStorage storage;
  private final ScopeMisuse misuse = new ScopeMisuse();

  Contexts(ContextStorage storage) {
    this.storage = storage;
  }

  ContextStorage storage() {
    return storage;
  }

  ScopeMisuse misuse() {
    return misuse;
  }

  Context current() {
    Scope scope = storage.get();
    return scope == null ? Context.root() : scope.context();
  }

  Scope attach(Context context) {
    return Scope.open(context, this);
  }
}
