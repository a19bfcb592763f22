package dev.skein;

import dev.skein.export.FlushResult;
import dev.skein.export.Health;
import dev.skein.export.SpanPipeline;
import dev.skein.propagation.Propagator;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Distributed tracing for one service: the tracer, the propagator, and what becomes of the spans.
 *
 * <p>One instance per service, made at start-up and closed at the end; several can live side by
 * side in one process. Thread-safe. Frameworks' adapters make and close it themselves.
 */
public final class Skein implements AutoCloseable {
  private final SkeinOptions options;
  private final Tracer tracer;
  private final Propagator propagator;
  private final Contexts contexts;
  private final SpanPipeline pipeline;
  private final AtomicBoolean off;

  Skein(
      SkeinOptions options,
      Tracer tracer,
      Propagator propagator,
      Contexts contexts,
      SpanPipeline pipeline,
      AtomicBoolean off) {
    this.options = options;
    this.tracer = tracer;
    this.propagator = propagator;
    this.contexts = contexts;
    this.pipeline = pipeline;
    this.off = off;
  }

  /** Skein as system properties and environment variables configure it. */
  public static Skein create() {
    return builder().build();
  }

  /** A builder; what is not set comes from system properties and environment variables. */
  public static SkeinBuilder builder() {
    return new SkeinBuilder();
  }

  /** The options in force. */
  public SkeinOptions options() {
    return options;
  }

  /** Starts spans. */
  public Tracer tracer() {
    return tracer;
  }

  /** Reads contexts from requests and writes them to requests. */
  public Propagator propagator() {
    return propagator;
  }

  /** Where the current context lives. */
  public ContextStorage contextStorage() {
    return contexts.storage();
  }

  /** The current context; {@link Context#root()} when there is none. */
  public Context currentContext() {
    return contexts.current();
  }

  /** Makes a context current until the scope is closed; null changes nothing. */
  public Scope attach(@Nullable Context context) {
    return contexts.attach(context);
  }

  /** What became of all spans so far, and how the endpoint does. */
  public Health health() {
    return pipeline.health();
  }

  /** How often scopes were not closed as they should be. */
  public ScopeMisuse scopeMisuse() {
    return contexts.misuse();
  }

  /**
   * Sends what has ended so far. Blocks the caller until that is done or the time is up; never
   * throws.
   *
   * @param timeout null and negative durations wait for nothing
   */
  public FlushResult flush(@Nullable Duration timeout) {
    return pipeline.flush(timeout);
  }

  /**
   * Flushes within {@link SkeinOptions#shutdownTimeout()}, then stops; what is left is counted as
   * dropped. From then on spans are not recorded, while contexts still propagate. Idempotent.
   */
  @Override
  public void close() {
    off.set(true);
    pipeline.close(options.shutdownTimeout());
  }
}
