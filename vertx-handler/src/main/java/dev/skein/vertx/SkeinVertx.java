package dev.skein.vertx;

import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.Span;
import dev.skein.Tracer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Skein for the code of a Vert.x application: the tracer, and spans around asynchronous work. */
public final class SkeinVertx {
  private SkeinVertx() {}

  /**
   * A builder of a {@link Skein} whose current span follows the request through Vert.x, for {@link
   * SkeinTracingOptions#SkeinTracingOptions(Skein)}.
   */
  public static SkeinBuilder builder() {
    return Skein.builder().contextStorage(VertxContextStorage.create());
  }

  /**
   * The {@link Skein} that a {@code Vertx} is traced with.
   *
   * @throws IllegalStateException if it has none
   */
  public static Skein skein(Vertx vertx) {
    return tracing(vertx).skein();
  }

  /**
   * The tracer that a {@code Vertx} is traced with, for spans of the application.
   *
   * @throws IllegalStateException if it has none
   */
  public static Tracer tracer(Vertx vertx) {
    return skein(vertx).tracer();
  }

  /**
   * Does asynchronous work in a span of its own, a child of the current one. What the work sends,
   * in whatever callback, is a child of that span; several such spans may run side by side.
   *
   * <p>The span ends with the future. A failed future, or an exception instead of one, makes it an
   * error. The work starts on a Vert.x context with the caller's threads, as {@link
   * Context#runOnContext} would start it; on Vert.x 4.5 that context does not see the caller's
   * other context locals.
   *
   * @param work given the span, for attributes and events; must not end it
   * @return what the work's future brings, on the caller's context
   * @throws IllegalStateException if the {@code Vertx} is not traced with Skein
   */
  public static <T extends @Nullable Object> Future<T> inSpan(
      Vertx vertx, String name, Function<Span, Future<T>> work) {
    SkeinVertxTracer tracing = tracing(vertx);
    Objects.requireNonNull(work, "work");
    Tracer tracer = tracing.skein().tracer();
    Span span = tracer.startSpan(name);
    return detached(
        tracing,
        vertx,
        tracer.currentContext().with(span),
        context -> work.apply(span),
        result -> OperationSpans.end(span, result.cause()));
  }

  /** Runs work on a Vert.x context of its own, on which a context of the trace is current. */
  static <T extends @Nullable Object> Future<T> detached(
      SkeinVertxTracer tracing,
      Vertx vertx,
      dev.skein.Context current,
      Function<Context, Future<T>> work,
      java.util.function.Consumer<AsyncResult<T>> done) {
    Context caller = Vertx.currentContext();
    Context own = VertxInternals.duplicate(caller == null ? vertx.getOrCreateContext() : caller);
    tracing.storage().put(own, RequestKey.SCOPE, Scope.of(current));
    Promise<T> promise = Promise.promise();
    own.runOnContext(
        ignored ->
            started(work, own)
                .onComplete(
                    result -> {
                      done.accept(result);
                      if (caller == null) {
                        complete(promise, result);
                      } else {
                        caller.runOnContext(again -> complete(promise, result));
                      }
                    }));
    return promise.future();
  }

  private static <T extends @Nullable Object> Future<T> started(
      Function<Context, Future<T>> work, Context context) {
    try {
      return work.apply(context);
    } catch (Throwable e) {
      return Future.failedFuture(e);
    }
  }

  private static <T extends @Nullable Object> void complete(
      Promise<T> promise, AsyncResult<T> result) {
    if (result.succeeded()) {
      promise.complete(result.result());
    } else {
      promise.fail(result.cause());
    }
  }

  static SkeinVertxTracer tracing(Vertx vertx) {
    if (VertxInternals.tracer(Objects.requireNonNull(vertx, "vertx"))
        instanceof SkeinVertxTracer tracing) {
      return tracing;
    }
    throw new IllegalStateException(
        "This Vertx is not traced with Skein: make it with"
            + " new VertxOptions().setTracingOptions(new SkeinTracingOptions())");
  }
}
