package dev.skein.testkit.vertx;

import dev.skein.ContextStorage;
import dev.skein.Skein;
import io.vertx.core.tracing.TracingOptions;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The two things that the kit needs of {@code skein-vertx}, by name: the kit is built before the
 * adapters, whose own tests use it.
 */
final class VertxAdapter {
  private static final String STORAGE = "dev.skein.vertx.VertxContextStorage";
  private static final String OPTIONS = "dev.skein.vertx.SkeinTracingOptions";

  private VertxAdapter() {}

  /** A storage whose current context follows a request through Vert.x. */
  static ContextStorage contextStorage() {
    try {
      Class<?> type = Class.forName(STORAGE);
      MethodHandle create =
          MethodHandles.publicLookup().findStatic(type, "create", MethodType.methodType(type));
      return (ContextStorage) create.invoke();
    } catch (Throwable e) {
      throw missing(e);
    }
  }

  /** The options of a {@code Vertx} that is traced with a Skein. */
  static TracingOptions tracingOptions(Skein skein) {
    try {
      MethodHandle constructor =
          MethodHandles.publicLookup()
              .findConstructor(
                  Class.forName(OPTIONS), MethodType.methodType(void.class, Skein.class));
      return (TracingOptions) constructor.invoke(skein);
    } catch (Throwable e) {
      throw missing(e);
    }
  }

  private static IllegalStateException missing(Throwable cause) {
    return new IllegalStateException("@SkeinVertxTest needs skein-vertx on the class path", cause);
  }
}
