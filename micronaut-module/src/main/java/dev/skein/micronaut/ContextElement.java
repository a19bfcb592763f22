package dev.skein.micronaut;

import dev.skein.Context;
import dev.skein.Scope;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.PropagatedContextElement;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What makes a context current in a {@link PropagatedContext}. Most are never asked for it, so the
 * scope is made when somebody asks.
 */
abstract class ContextElement implements PropagatedContextElement {
  private static final AtomicReferenceFieldUpdater<ContextElement, @Nullable Scope> SCOPE =
      AtomicReferenceFieldUpdater.newUpdater(ContextElement.class, Scope.class, "scope");

  /**
   * Whether there are received requests at all: an application may have none of Micronaut's HTTP.
   */
  private static final boolean REQUESTS = areRequestsPresent();

  private volatile @Nullable Scope scope;

  /** The context. */
  abstract Context context();

  /** The received request that this belongs to; null when it belongs to none. */
  abstract @Nullable ContextElement request();

  /** The scope that stands for the context, always the same. */
  final Scope scope() {
    Scope known = scope;
    if (known == null) {
      known = Scope.of(context());
      if (!SCOPE.compareAndSet(this, null, known)) {
        return scope();
      }
    }
    return known;
  }

  /** Whether a scope is the one of this element, if anybody has asked for that one. */
  final boolean has(Scope scope) {
    return this.scope == scope;
  }

  /**
   * The one in force; null when there is none. It is the element that was added last, unless that
   * was left behind by something else than the request that the framework is busy with.
   */
  static @Nullable ContextElement in(PropagatedContext propagated) {
    ContextElement added = propagated.find(ContextElement.class).orElse(null);
    ContextElement request = REQUESTS ? ServerExchange.in(propagated) : null;
    return request == null || (added != null && added.request() == request) ? added : request;
  }

  /** The one in force on this thread; null when there is none. */
  static @Nullable ContextElement current() {
    return in(PropagatedContext.getOrEmpty());
  }

  private static boolean areRequestsPresent() {
    try {
      return ServerExchange.isPresent();
    } catch (LinkageError e) {
      return false;
    }
  }
}
