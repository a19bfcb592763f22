package dev.skein.micronaut;

import dev.skein.ContextStorage;
import dev.skein.Scope;
import dev.skein.Skein;
import io.micronaut.core.propagation.PropagatedContext;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Where the current context lives in Micronaut: in the {@link PropagatedContext}, which the
 * framework carries through Reactor, futures and executors, and on top of it, thread by thread, in
 * the scopes that the application opens itself.
 *
 * <p>Such a scope belongs to the request it was opened in: when the thread works for another
 * request it is out of sight, even when nobody closed it, and back when the thread returns. So
 * nothing has to be put on a thread, or taken off it, when the framework changes threads.
 */
@Singleton
final class PropagatedContextStorage implements ContextStorage {
  /** Requests whose scopes one thread remembers; more than a few have been leaked. */
  private static final int MAX_FRAMES = 32;

  private final ThreadLocal<@Nullable Frame> frames = new ThreadLocal<>();
  private volatile @Nullable Skein skein;

  /** The innermost scope that the application has opened on a thread within one element. */
  private static final class Frame {
    private final @Nullable ContextElement element;
    private final Scope scope;
    private final @Nullable Frame below;

    Frame(@Nullable ContextElement element, Scope scope, @Nullable Frame below) {
      this.element = element;
      this.scope = scope;
      this.below = below;
    }
  }

  /** Says whose storage this is. Called once. */
  void belongsTo(Skein skein) {
    this.skein = skein;
  }

  @Override
  public @Nullable Scope get() {
    ContextElement element = ContextElement.current();
    Frame frame = find(frames.get(), element);
    if (frame != null) {
      return frame.scope;
    }
    return element == null ? null : element.scope();
  }

  @Override
  public void set(@Nullable Scope scope) {
    ContextElement element = ContextElement.current();
    Frame others = without(frames.get(), element, MAX_FRAMES);
    Frame top =
        scope == null || (element != null && element.has(scope))
            ? others
            : new Frame(element, scope, others);
    if (top == null) {
      frames.remove();
    } else {
      frames.set(top);
    }
  }

  /** Whether the application has opened a scope itself on this thread, in this request. */
  boolean isScopeOpen() {
    Frame top = frames.get();
    return top != null && find(top, ContextElement.current()) != null;
  }

  /**
   * A task that runs in the scope that the application has opened itself on this thread, if there
   * is one. The {@link PropagatedContext} is left to the framework.
   */
  Runnable carry(Runnable task) {
    Skein user = skein;
    return user != null && isScopeOpen() ? user.tracer().wrap(task) : task;
  }

  /** As {@link #carry(Runnable)}. */
  <T> Callable<T> carry(Callable<T> task) {
    Skein user = skein;
    return user != null && isScopeOpen() ? user.tracer().wrap(task) : task;
  }

  private static @Nullable Frame find(@Nullable Frame top, @Nullable ContextElement element) {
    Frame frame = top;
    while (frame != null && frame.element != element) {
      frame = frame.below;
    }
    return frame;
  }

  /** The frames of the other elements, the oldest of too many left out. */
  private static @Nullable Frame without(
      @Nullable Frame top, @Nullable ContextElement element, int room) {
    if (top == null || room == 0) {
      return null;
    }
    if (top.element == element) {
      return without(top.below, element, room);
    }
    Frame below = without(top.below, element, room - 1);
    return below == top.below ? top : new Frame(top.element, top.scope, below);
  }
}
