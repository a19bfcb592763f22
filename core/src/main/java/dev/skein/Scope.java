package dev.skein;

import java.lang.ref.WeakReference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time during which a context is current at one place. To be closed once, at the place where it
 * was opened, in the reverse order of opening; {@code try}-with-resources does it.
 *
 * <p>Mistakes are survived and counted in {@link ScopeMisuse}, never thrown: a scope closed out of
 * order is taken out from below the ones that were opened after it; a scope closed twice, or at
 * another place than where it was opened, changes nothing.
 */
public final class Scope implements AutoCloseable {
  /**
   * A chain longer than this consists of leaked scopes, or of a deep recursion. Whoever will close
   * a scope holds it, so that only the leaked ones go when a link of the chain is weak.
   */
  private static final int MAX_DEPTH = 256;

  /** What a storage that throws holds: nobody knows. */
  static final Scope UNKNOWN = new Scope(Context.root());

  private static final Scope NOOP = new Scope(Context.root());

  /** The link of a scope that was closed in its turn: nobody asks for what was below it. */
  private static final Skipped DONE = new Skipped(null);

  private final Context context;
  private final Contexts.@Nullable Depth depth;

  /**
   * The scope below: itself, a {@link WeakReference} to it, or null. Of a scope that is closed, the
   * same in a {@link Skipped}. One field, because every span that is made current pays for it.
   */
  private @Nullable Object below;

  /** What was below a scope that is closed. */
  private static final class Skipped {
    private final @Nullable Object below;

    Skipped(@Nullable Object below) {
      this.below = below;
    }
  }

  private Scope(Context context) {
    this.context = context;
    this.depth = null;
  }

  private Scope(Context context, Contexts.Depth depth, @Nullable Object below) {
    this.context = context;
    this.depth = depth;
    this.below = below;
  }

  /** A scope whose closing does nothing. */
  public static Scope noop() {
    return NOOP;
  }

  /**
   * A scope whose closing does nothing, for a {@link ContextStorage}'s place that belongs to one
   * request from beginning to end: put there first, it is what the scopes opened later fall back
   * to.
   */
  public static Scope of(Context context) {
    return new Scope(Objects.requireNonNull(context, "context"));
  }

  static Scope open(Context context, Contexts contexts) {
    Scope below = contexts.scope();
    if (below == UNKNOWN) {
      return new Scope(context);
    }
    Scope scope;
    if (below == null || below.depth == null || below.depth.contexts != contexts) {
      scope = new Scope(context, contexts.bottom(), below);
    } else if (below.depth.scopes < MAX_DEPTH) {
      scope = new Scope(context, below.depth.above(), below);
    } else {
      scope = openFarUp(context, contexts, below);
    }
    contexts.replace(scope);
    return scope;
  }

  /** The depth says how many scopes there were at most: some may be closed, and are counted out. */
  private static Scope openFarUp(Context context, Contexts contexts, Scope below) {
    Contexts.Depth depth = contexts.bottom();
    int scopes = length(below);
    if (scopes >= MAX_DEPTH) {
      contexts.misuse().leaked();
      return new Scope(context, depth, new WeakReference<>(below));
    }
    for (int i = 0; i < scopes; i++) {
      depth = depth.above();
    }
    return new Scope(context, depth, below);
  }

  /** How many scopes hang together. */
  static int length(@Nullable Scope top) {
    int scopes = 0;
    for (Object link = top; link instanceof Scope scope; link = scope.below) {
      scopes++;
    }
    return scopes;
  }

  /** The context that is, or was, current because of this scope. */
  public Context context() {
    return context;
  }

  /** Makes current again what was current before. Never throws. */
  @Override
  public void close() {
    if (depth == null) {
      return;
    }
    Contexts contexts = depth.contexts;
    Scope current = contexts.scope();
    if (below instanceof Skipped) {
      contexts.misuse().closedTwice();
    } else if (current == this) {
      contexts.replace(open(below));
      below = DONE;
    } else {
      takeOut(current, contexts.misuse());
    }
  }

  /**
   * At once, and not when those above it are closed: where each scope is closed after the next one
   * was opened, the chain of a pooled thread would grow for ever.
   */
  private void takeOut(@Nullable Scope current, ScopeMisuse misuse) {
    Scope above = above(current);
    if (above == null) {
      misuse.closedElsewhere();
      return;
    }
    boolean weak = above.below instanceof WeakReference;
    above.below = weak && below instanceof Scope ? new WeakReference<>(below) : below;
    below = new Skipped(below);
    misuse.closedOutOfOrder();
  }

  /** The first scope of a chain that is not closed. */
  private static @Nullable Scope open(@Nullable Object link) {
    Scope scope = scope(link);
    while (scope != null && scope.below instanceof Skipped) {
      scope = scope(scope.below);
    }
    return scope;
  }

  /** The scope that was opened on this one, in a chain; null when this is not in it. */
  private @Nullable Scope above(@Nullable Scope top) {
    Scope above = null;
    Scope scope = top;
    while (scope != null && scope != this) {
      above = scope;
      scope = scope(scope.below);
    }
    return scope == null ? null : above;
  }

  private static @Nullable Scope scope(@Nullable Object link) {
    Object target = link instanceof Skipped skipped ? skipped.below : link;
    return (Scope) (target instanceof WeakReference<?> weak ? weak.get() : target);
  }
}
