package dev.skein.testkit;

import dev.skein.ContextStorage;
import dev.skein.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage that knows which scopes are open, wherever they are: a scope that comes on top of
 * another one is opened, and one that comes back from below closes what was above. Thread-safe.
 */
final class WatchedStorage implements ContextStorage {
  private final ContextStorage storage;
  private final BooleanSupplier wholeStacks;
  private final Runnable closed;
  private final Map<Scope, OpenScope> open = new HashMap<>();

  /** Those of earlier tests. */
  private final Set<Scope> earlier = new HashSet<>();

  /** A scope that was opened on top of another one. */
  record OpenScope(Scope scope, @Nullable Scope below, Origin origin) {}

  /**
   * A storage around another one.
   *
   * @param closed called after a scope was closed, without any lock
   */
  WatchedStorage(ContextStorage storage, BooleanSupplier wholeStacks, Runnable closed) {
    this.storage = storage;
    this.wholeStacks = wholeStacks;
    this.closed = closed;
  }

  @Override
  public @Nullable Scope get() {
    return storage.get();
  }

  @Override
  public void set(@Nullable Scope scope) {
    Scope top = storage.get();
    storage.set(scope);
    if (scope != null && scope != top && opens(scope, top)) {
      return;
    }
    close(top, scope);
    closed.run();
  }

  private boolean opens(Scope scope, @Nullable Scope top) {
    synchronized (open) {
      if (open.containsKey(scope) || isBelow(scope, top)) {
        return false;
      }
    }
    Origin origin = Origin.here(wholeStacks.getAsBoolean());
    synchronized (open) {
      open.put(scope, new OpenScope(scope, top, origin));
    }
    return true;
  }

  private boolean isBelow(Scope scope, @Nullable Scope top) {
    OpenScope above = top == null ? null : open.get(top);
    while (above != null) {
      if (above.below() == scope) {
        return true;
      }
      above = above.below() == null ? null : open.get(above.below());
    }
    return false;
  }

  /** Everything from the top down to a scope that is current again. */
  private void close(@Nullable Scope top, @Nullable Scope current) {
    synchronized (open) {
      Scope scope = top;
      while (scope != null && scope != current) {
        OpenScope closing = open.remove(scope);
        earlier.remove(scope);
        scope = closing == null ? null : closing.below();
      }
    }
  }

  /** The scopes that are open and have none above them: closing these would uncover the others. */
  List<OpenScope> open() {
    synchronized (open) {
      Collection<OpenScope> all = open.values();
      Set<@Nullable Scope> covered = new HashSet<>();
      all.forEach(scope -> covered.add(scope.below()));
      List<OpenScope> tops = new ArrayList<>();
      for (OpenScope scope : all) {
        if (!covered.contains(scope.scope()) && !earlier.contains(scope.scope())) {
          tops.add(scope);
        }
      }
      return tops;
    }
  }

  /** Leaves those that are open to whoever opened them. */
  void reset() {
    synchronized (open) {
      earlier.addAll(open.keySet());
    }
  }
}
