package dev.skein;

import java.lang.ref.WeakReference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time during which a context is current at one place. To be closed once, at the place where it
 * was opened, in the reverse order of opening; {@code try}-with-resources does it.
 *
 * <p>Mistakes are survived and counted in {@link ScopeMisuse}, never thrown: a scope closed out of
 * order is marked, and skipped when the scopes above it are closed; a scope closed twice, or at
 * another place than where it was opened, changes nothing.
 */
public final class Scope implements AutoCloseable {
  /**
   * A chain longer than this consists of leaked scopes, or of a deep recursion. Whoever will close
   * a scope holds it, so that only the leaked ones go when a link of the chain is weak.
   */
  private static final int MAX_DEPTH = 256;

  private static final Scope NOOP = new Scope(Context.root());

  private final Context context;
  private final @Nullable Contexts contexts;
  private final @Nullable Object owner;
  private final int depth;
  private @Nullable Scope previous;
  private final @Nullable WeakReference<Scope> leaking;
  private boolean closed;

  private Scope(Context context) {
    this.context = context;
    this.contexts = null;
    this.owner = null;
    this.depth = 0;
    this.leaking = null;
  }

  private Scope(Context context, Contexts contexts, Object owner, @Nullable Scope previous) {
    this.context = context;
    this.contexts = contexts;
    this.owner = owner;
    if (previous != null && previous.depth >= MAX_DEPTH) {
      contexts.misuse().leaked();
      this.previous = null;
      this.leaking = new WeakReference<>(previous);
      this.depth = 1;
    } else {
      this.previous = previous;
      this.leaking = null;
      this.depth = previous == null ? 1 : previous.depth + 1;
    }
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
    ContextStorage storage = contexts.storage();
    Scope scope = new Scope(context, contexts, storage.owner(), storage.get());
    storage.set(scope);
    return scope;
  }

  /** The context that is, or was, current because of this scope. */
  public Context context() {
    return context;
  }

  /** Makes current again what was current before. Never throws. */
  @Override
  public void close() {
    if (contexts == null) {
      return;
    }
    ContextStorage storage = contexts.storage();
    if (storage.owner() != owner) {
      contexts.misuse().closedElsewhere();
    } else if (closed) {
      contexts.misuse().closedTwice();
    } else {
      closed = true;
      if (storage.get() == this) {
        storage.set(firstOpen(before()));
        previous = null;
      } else {
        contexts.misuse().closedOutOfOrder();
      }
    }
  }

  private static @Nullable Scope firstOpen(@Nullable Scope scope) {
    Scope candidate = scope;
    while (candidate != null && candidate.closed) {
      candidate = candidate.before();
    }
    return candidate;
  }

  private @Nullable Scope before() {
    return leaking == null ? previous : leaking.get();
  }
}
