package dev.skein.quarkus.runtime;

import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.http.HttpClientSpan;
import dev.skein.vertx.ServerCall;
import dev.skein.vertx.SkeinVertxTracer;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one tracer of the {@code Vertx}, which dev mode keeps while it restarts the application: it
 * passes everything on to the tracer of the Skein in force, and does nothing while there is none.
 */
final class ReloadableTracer
    implements VertxTracer<Object, Object>, Supplier<@Nullable SkeinVertxTracer> {
  private static final ReloadableTracer INSTANCE = new ReloadableTracer();

  /** In dev mode, whose request a context belongs to. */
  private static final Object RECEIVER = new Object();

  static final VertxTracerFactory FACTORY = options -> INSTANCE;

  private volatile @Nullable SkeinVertxTracer delegate;

  private ReloadableTracer() {}

  /** Passes on to a Skein from now on; to nobody when null. */
  static void set(@Nullable Skein skein) {
    INSTANCE.delegate =
        skein == null ? null : SkeinVertxTracer.create(skein, QuarkusRequestStorage.INSTANCE);
  }

  @Override
  public @Nullable SkeinVertxTracer get() {
    return delegate;
  }

  static ReloadableTracer instance() {
    return INSTANCE;
  }

  /**
   * Has a request received again that another Skein, or none, has received before a reload.
   *
   * @return null when there is no need to
   */
  static @Nullable Object receiveAgain(Context context, HttpServerRequest request) {
    SkeinVertxTracer tracer = INSTANCE.delegate;
    return tracer == null || context.getLocal(RECEIVER) == tracer
        ? null
        : INSTANCE.receiveRequest(
            context,
            SpanKind.RPC,
            TracingPolicy.ALWAYS,
            request,
            request.method().name(),
            request.headers(),
            TagExtractor.empty());
  }

  @Override
  public <R> @Nullable Object receiveRequest(
      Context context,
      SpanKind kind,
      TracingPolicy policy,
      R request,
      String operation,
      Iterable<Map.Entry<String, String>> headers,
      TagExtractor<R> tags) {
    SkeinVertxTracer tracer = delegate;
    if (tracer == null) {
      return null;
    }
    if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
      context.putLocal(RECEIVER, tracer);
    }
    return tracer.receiveRequest(context, kind, policy, request, operation, headers, tags);
  }

  @Override
  public <R> void sendResponse(
      Context context,
      @Nullable R response,
      @Nullable Object payload,
      @Nullable Throwable failure,
      TagExtractor<R> tags) {
    SkeinVertxTracer tracer = delegate;
    if (tracer != null) {
      tracer.sendResponse(context, response, payload, failure, tags);
    } else {
      endLate(payload);
    }
  }

  @Override
  public <R> @Nullable Object sendRequest(
      Context context,
      SpanKind kind,
      TracingPolicy policy,
      R request,
      String operation,
      BiConsumer<String, String> headers,
      TagExtractor<R> tags) {
    SkeinVertxTracer tracer = delegate;
    if (tracer == null) {
      return null;
    }
    RestCall call = RestCalls.of(context);
    // a call of the REST client has its span since before there was a connection
    return call == null
        ? tracer.sendRequest(context, kind, policy, request, operation, headers, tags)
        : call.sending(request, headers);
  }

  @Override
  public <R> void receiveResponse(
      Context context,
      @Nullable R response,
      @Nullable Object payload,
      @Nullable Throwable failure,
      TagExtractor<R> tags) {
    SkeinVertxTracer tracer = delegate;
    if (payload instanceof RestCall.Sent sent) {
      sent.received(response);
    } else if (tracer != null) {
      tracer.receiveResponse(context, response, payload, failure, tags);
    } else {
      endLate(payload);
    }
  }

  /** Ends what was started before the reload. */
  private static void endLate(@Nullable Object payload) {
    if (payload instanceof ServerCall call) {
      call.end();
    } else if (payload instanceof HttpClientSpan span) {
      span.end();
    } else if (payload instanceof Span span) {
      span.end();
    }
  }
}
