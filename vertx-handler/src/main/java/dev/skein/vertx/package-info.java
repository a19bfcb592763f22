/**
 * Tracing for Vert.x 4.5 and 5, from one jar.
 *
 * <p>{@link dev.skein.vertx.SkeinTracingOptions} installs it; {@link dev.skein.vertx.SkeinHandler}
 * names the requests of a Vert.x Web router; {@link dev.skein.vertx.SkeinVertx} is for spans of the
 * application:
 *
 * <pre>{@code
 * Vertx vertx =
 *     Vertx.vertx(
 *         new VertxOptions()
 *             .setTracingOptions(new SkeinTracingOptions().setServiceName("payment")));
 * Router router = Router.router(vertx);
 * router.route().handler(SkeinHandler.create());
 * router
 *     .post("/payments")
 *     .handler(
 *         context ->
 *             SkeinVertx.inSpan(vertx, "authorize card", span -> bank.authorize(card))
 *                 .onSuccess(done -> context.response().setStatusCode(201).end())
 *                 .onFailure(context::fail));
 * }</pre>
 *
 * <p>{@link dev.skein.vertx.SkeinVertxTracer}, {@link dev.skein.vertx.VertxContextStorage} and
 * {@link dev.skein.vertx.RequestStorage} are for frameworks on top of Vert.x, which keep things
 * elsewhere.
 */
@NullMarked
package dev.skein.vertx;

import org.jspecify.annotations.NullMarked;
