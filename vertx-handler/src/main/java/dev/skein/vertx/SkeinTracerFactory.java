package dev.skein.vertx;

import dev.skein.ContextStorage;
import dev.skein.Skein;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tracer of a {@code Vertx} that is given {@link SkeinTracingOptions}. Vert.x finds it on
 * the class path; {@code Vertx.builder().withTracer(new SkeinTracerFactory())} names it.
 *
 * <p>Plain {@link TracingOptions}, which is what Vert.x makes of {@code "tracingOptions"} in JSON,
 * are taken for Skein's; the options of another tracer are left alone.
 */
public final class SkeinTracerFactory implements VertxTracerFactory {
  private static final Logger LOGGER = System.getLogger("dev.skein.vertx");

  private static final Class<?> PER_THREAD = ContextStorage.threadLocal().getClass();

  private final RequestStorage storage;

  /** Called by Vert.x, before any context is made. */
  public SkeinTracerFactory() {
    this.storage = RequestStorage.contextLocal();
  }

  /** The tracer; null for another tracer's options. */
  @Override
  @SuppressWarnings("NullAway") // the builder takes null for: not mine, ask the next
  public @Nullable VertxTracer<?, ?> tracer(TracingOptions options) {
    SkeinTracingOptions own = own(options);
    if (own == null) {
      return null;
    }
    Skein skein = own.skein();
    if (skein == null) {
      return new SkeinVertxTracer(make(own), storage, true);
    }
    if (skein.contextStorage().getClass() == PER_THREAD) {
      LOGGER.log(
          Level.WARNING,
          "The Skein given to SkeinTracingOptions keeps its current span per thread: spans made in"
              + " handlers will have no parent; make it with SkeinVertx.builder()");
    }
    return new SkeinVertxTracer(skein, storage, false);
  }

  private Skein make(SkeinTracingOptions options) {
    return Skein.builder()
        .options(options.toSkeinOptions())
        .contextStorage(VertxContextStorage.create(storage))
        .build();
  }

  private static @Nullable SkeinTracingOptions own(TracingOptions options) {
    if (options instanceof SkeinTracingOptions own) {
      return own;
    }
    boolean plain = options.getClass() == TracingOptions.class;
    return plain ? new SkeinTracingOptions(options.toJson()) : null;
  }

  @Override
  public SkeinTracingOptions newOptions() {
    return new SkeinTracingOptions();
  }

  @Override
  public SkeinTracingOptions newOptions(JsonObject json) {
    return new SkeinTracingOptions(json);
  }
}
