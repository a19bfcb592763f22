package dev.skein.vertx;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.spi.tracing.VertxTracer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The three things that Vert.x keeps to itself. Their package moved between 4.5 and 5, so they are
 * looked up once, by both names, and called through constant handles.
 */
final class VertxInternals {
  private static final String[] CONTEXT = {
    "io.vertx.core.internal.ContextInternal", "io.vertx.core.impl.ContextInternal"
  };
  private static final String[] VERTX = {
    "io.vertx.core.internal.VertxInternal", "io.vertx.core.impl.VertxInternal"
  };

  private static final @Nullable MethodHandle IS_DUPLICATE =
      find(CONTEXT, "isDuplicate", boolean.class, Context.class);
  private static final @Nullable MethodHandle DUPLICATE =
      find(CONTEXT, "duplicate", null, Context.class);
  private static final @Nullable MethodHandle TRACER =
      find(VERTX, "tracer", VertxTracer.class, Vertx.class);

  private VertxInternals() {}

  /** Whether a context belongs to one request; true when Vert.x does not tell. */
  static boolean isDuplicate(Context context) {
    if (IS_DUPLICATE == null) {
      return true;
    }
    try {
      return (boolean) IS_DUPLICATE.invokeExact(context);
    } catch (Throwable e) {
      // not one of Vert.x's own contexts
      return false;
    }
  }

  /** A context with the threads of another one and locals of its own. */
  static Context duplicate(Context context) {
    if (DUPLICATE == null) {
      return context;
    }
    try {
      return (Context) DUPLICATE.invokeExact(context);
    } catch (Throwable e) {
      Complaints.report("Duplicating a Vert.x context", e);
      return context;
    }
  }

  /** The tracer that a Vertx was made with; null when it has none. */
  static @Nullable VertxTracer<?, ?> tracer(Vertx vertx) {
    if (TRACER == null) {
      return null;
    }
    try {
      return (VertxTracer<?, ?>) TRACER.invokeExact(vertx);
    } catch (Throwable e) {
      // not one of Vert.x's own: a wrapper of another library
      return null;
    }
  }

  /**
   * A method without parameters of an internal interface, taking and returning public types.
   *
   * @param names the interface's names in the versions of Vert.x
   * @param returned null when the method returns the interface itself
   * @return null when no version of Vert.x that is known is there
   */
  static @Nullable MethodHandle find(
      String[] names, String method, @Nullable Class<?> returned, Class<?> receiver) {
    MethodHandle found = null;
    for (int i = 0; i < names.length && found == null; i++) {
      found = find(names[i], method, returned, receiver);
    }
    return found;
  }

  private static @Nullable MethodHandle find(
      String name, String method, @Nullable Class<?> returned, Class<?> receiver) {
    try {
      Class<?> internal = Class.forName(name, false, receiver.getClassLoader());
      Class<?> result = returned == null ? internal : returned;
      return MethodHandles.publicLookup()
          .findVirtual(internal, method, MethodType.methodType(result))
          .asType(MethodType.methodType(returned == null ? receiver : returned, receiver));
    } catch (ReflectiveOperationException | LinkageError e) {
      // another version's name
      return null;
    }
  }
}
