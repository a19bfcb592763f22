package dev.skein.testkit.vertx;

import dev.skein.testkit.SkeinExtension;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A {@code Vertx} that is made when somebody asks for it. JUnit closes it with its store. */
final class TracedVertx implements Supplier<Vertx>, AutoCloseable {
  private static final long CLOSE_SECONDS = 30;

  private final ExtensionContext context;
  private @Nullable Vertx vertx;

  TracedVertx(ExtensionContext context) {
    this.context = context;
  }

  @Override
  public synchronized Vertx get() {
    if (vertx == null) {
      VertxOptions options = new VertxOptions();
      options.setTracingOptions(VertxAdapter.tracingOptions(SkeinExtension.skein(context)));
      vertx = Vertx.vertx(options);
    }
    return vertx;
  }

  @Override
  public synchronized void close() throws Exception {
    if (vertx != null) {
      vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
