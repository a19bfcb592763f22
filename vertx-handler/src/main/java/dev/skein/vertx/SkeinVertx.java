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
import io.vertx.core.http.HttpClient;
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
   * error. The work starts as {@link Context#runOnContext} would start it, on a Vert.x context with
   * the caller's threads and a copy of its locals.
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
    Context caller = Vertx.currentContext();
    Context own = VertxInternals.copy(caller == null ? vertx.getOrCreateContext() : caller);
    RequestStorage storage = tracing.storage();
    storage.put(own, RequestKey.SCOPE, Scope.of(tracer.currentContext().with(span)));
    storage.put(own, RequestKey.CLIENT_SPAN, null);
    Promise<T> promise = Promise.promise();
    own.runOnContext(
        start ->
            started(work, span)
                .onComplete(
                    result -> {
                      OperationSpans.end(span, result.cause());
                      if (caller == null) {
                        complete(promise, result);
                      } else {
                        caller.runOnContext(back -> complete(promise, result));
                      }
                    }));
    return promise.future();
  }

  /**
   * An HTTP client whose requests are followed from the call to the head of the response. Works for
   * a {@code WebClient}, too: {@code WebClient.wrap(SkeinVertx.traced(vertx, client))}.
   *
   * <p>Vert.x tells a tracer of a request when it is connected and of a response when its last byte
   * has been read. With this client a request has a span also when there is no connection for it
   * (refused, unknown host, pool exhausted); its parent is what is current when {@code request} is
   * called, on any thread; its span ends with the response's headers, whatever becomes of the body;
   * a request that the application resets is no error; trace headers in its {@code RequestOptions}
   * are replaced.
   *
   * <p>Recorded when there is a trace to belong to.
   *
   * @return a client that passes everything on to the given one
   * @throws IllegalStateException if the {@code Vertx} is not traced with Skein
   */
  public static HttpClient traced(Vertx vertx, HttpClient client) {
    return traced(skein(vertx), client);
  }

  /**
   * The same, where a framework has made the {@code Vertx} and hands out its {@link Skein}, as
   * Quarkus does.
   */
  public static HttpClient traced(Skein skein, HttpClient client) {
    Objects.requireNonNull(skein, "skein");
    return TracedClient.of(Objects.requireNonNull(client, "client"), skein);
  }

  private static <T extends @Nullable Object> Future<T> started(
      Function<Span, Future<T>> work, Span span) {
    try {
      return Objects.requireNonNull(work.apply(span), "the work's future");
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
    SkeinVertxTracer tracing =
        SkeinVertxTracer.of(VertxInternals.tracer(Objects.requireNonNull(vertx, "vertx")));
    if (tracing != null) {
      return tracing;
    }
    throw new IllegalStateException(
        "This Vertx is not traced with Skein: make it with"
            + " new VertxOptions().setTracingOptions(new SkeinTracingOptions())");
  }
}
