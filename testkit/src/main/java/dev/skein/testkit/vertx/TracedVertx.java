package dev.skein.testkit.vertx;

import dev.skein.Skein;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.junit5.ParameterClosingConsumer;
import io.vertx.junit5.ScopedObject;
import java.lang.reflect.Constructor;
import java.util.concurrent.TimeUnit;

/** Makes a traced {@code Vertx} in the form in which {@code vertx-junit5} keeps its own. */
final class TracedVertx {
  private static final long CLOSE_SECONDS = 30;

  private TracedVertx() {}

  /** What is closed together with the store that it is put into. */
  static ScopedObject<?> create(Skein skein) {
    VertxOptions options = new VertxOptions();
    options.setTracingOptions(VertxAdapter.tracingOptions(skein));
    ParameterClosingConsumer<Vertx> closing =
        vertx ->
            vertx
                .close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(CLOSE_SECONDS, TimeUnit.SECONDS);
    try {
      // not public, and Vert.x 5.2 takes nothing else
      Constructor<?> constructor =
          ScopedObject.class.getDeclaredConstructor(Object.class, ParameterClosingConsumer.class);
      constructor.setAccessible(true);
      return (ScopedObject<?>) constructor.newInstance(Vertx.vertx(options), closing);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This version of vertx-junit5 is not known", e);
    }
  }
}
