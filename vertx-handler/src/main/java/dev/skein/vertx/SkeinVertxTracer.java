package dev.skein.vertx;

import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.http.HttpServerSpan;
import dev.skein.http.HttpServerTracer;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns what Vert.x reports into spans: HTTP requests received and sent, messages of the event bus,
 * queries of the database clients.
 *
 * <p>The span of what is received is put on the Vert.x context it is handled on, and stays there
 * when the response is long sent. What is sent from a Vert.x context is a child of the span that is
 * current on that context; {@link TracingPolicy} has its documented meaning.
 *
 * <p>Thread-safe. Nothing here blocks a request or fails one.
 */
public final class SkeinVertxTracer implements VertxTracer<Object, Object> {
  private final Skein skein;
  private final RequestStorage storage;
  private final boolean closing;
  private final HttpServerTracer server;
  private final ClientSpans client;
  private final OperationSpans operations;

  SkeinVertxTracer(Skein skein, RequestStorage storage, boolean closing) {
    this.skein = skein;
    this.storage = storage;
    this.closing = closing;
    this.server = HttpServerTracer.create(skein);
    this.client = new ClientSpans(skein, storage);
    this.operations = new OperationSpans(skein);
  }

  /**
   * A tracer that does not close its {@link Skein}. When a framework gives a {@code Vertx} a tracer
   * of its own around this one, that should be a {@link Supplier} of this one, for {@link
   * SkeinVertx} to find it.
   *
   * @param skein built with a {@link VertxContextStorage} on the same storage, so that the
   *     application finds as current what the tracer has put there
   */
  public static SkeinVertxTracer create(Skein skein, RequestStorage storage) {
    return new SkeinVertxTracer(
        Objects.requireNonNull(skein, "skein"), Objects.requireNonNull(storage, "storage"), false);
  }

  /** The Skein tracer that a tracer is, or supplies; null when it is of another kind. */
  static @Nullable SkeinVertxTracer of(@Nullable Object tracer) {
    Object supplied = tracer instanceof Supplier<?> supplier ? supplier.get() : tracer;
    return supplied instanceof SkeinVertxTracer skein ? skein : null;
  }

  /** What the spans are recorded with. */
  public Skein skein() {
    return skein;
  }

  ClientCalls calls() {
    return client.calls();
  }

  RequestStorage storage() {
    return storage;
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
    if (policy == TracingPolicy.IGNORE) {
      return null;
    }
    try {
      boolean always = policy == TracingPolicy.ALWAYS;
      if (request instanceof HttpServerRequest http) {
        ReceivedRequest view = new ReceivedRequest(http, headers);
        ServerCall call = received(context, always, http, view, headers);
        if (call != null) {
          view.connection().received(call);
        }
        return call;
      }
      if (isHttp(request, tags)) {
        return received(
            context, always, null, new ReceivedHeaders<>(request, tags, headers), headers);
      }
      return received(context, kind, always, request, headers, operation, tags);
    } catch (Throwable e) {
      Complaints.report("Tracing a received request", e);
      return null;
    }
  }

  private @Nullable ServerCall received(
      Context context,
      boolean always,
      @Nullable HttpServerRequest request,
      dev.skein.http.HttpServerRequest view,
      Iterable<Map.Entry<String, String>> headers) {
    if (!always && !extract(headers).spanContext().isValid()) {
      return null;
    }
    HttpServerSpan span = server.start(view);
    Scope scope = Scope.of(span.context());
    if (!span.span().isRecording()) {
      // its context has to be passed on; nobody needs to know how it goes
      storage.put(context, RequestKey.SCOPE, scope);
      return null;
    }
    ServerCall call = new ServerCall(span, request);
    storage.received(context, scope, call);
    return call;
  }

  private <R> @Nullable Span received(
      Context context,
      SpanKind kind,
      boolean always,
      R request,
      Iterable<Map.Entry<String, String>> headers,
      String operation,
      TagExtractor<R> tags) {
    dev.skein.Context parent = extract(headers);
    if (!always && !parent.spanContext().isValid()) {
      return null;
    }
    Span span = operations.received(parent, kind, request, operation, tags);
    storage.put(context, RequestKey.SCOPE, Scope.of(parent.with(span)));
    return span;
  }

  private dev.skein.Context extract(Iterable<Map.Entry<String, String>> headers) {
    return skein.propagator().extract(dev.skein.Context.root(), headers, Headers.GETTER);
  }

  @Override
  public <R> void sendResponse(
      Context context,
      @Nullable R response,
      @Nullable Object payload,
      @Nullable Throwable failure,
      TagExtractor<R> tags) {
    try {
      if (payload instanceof ServerCall call) {
        headers(call, response);
        if (failure != null || response == null) {
          call.failed(failure);
        } else {
          call.responded(status(response, tags));
        }
      } else if (payload instanceof Span span) {
        OperationSpans.end(span, failure);
      }
    } catch (Throwable e) {
      Complaints.report("Tracing a sent response", e);
    }
  }

  /** Records what was asked for of the response's headers, if they are written. */
  private void headers(ServerCall call, @Nullable Object response) {
    MultiMap headers = response == null ? call.writtenHeaders() : Headers.of(response);
    if (headers != null) {
      server.responseHeaders(call.span(), headers, Headers.GETTER);
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
    if (policy == TracingPolicy.IGNORE) {
      return null;
    }
    try {
      boolean always = policy == TracingPolicy.ALWAYS;
      dev.skein.Context parent = parent(context);
      if (isHttp(request, tags)) {
        return client.sent(context, always, parent, request, operation, headers, tags);
      }
      if (!always && !parent.spanContext().isValid()) {
        return null;
      }
      return operations.sent(parent, kind, request, operation, headers, tags);
    } catch (Throwable e) {
      Complaints.report("Tracing a sent request", e);
      return null;
    }
  }

  /** The context to be the parent of what is sent from a Vert.x context. */
  private dev.skein.Context parent(Context context) {
    Scope scope = storage.get(context, RequestKey.SCOPE);
    if (scope != null) {
      return scope.context();
    }
    // Sent from elsewhere: the thread tells, unless it works for somebody else just now.
    Context current = Vertx.currentContext();
    return current == null || current == context
        ? skein.currentContext()
        : dev.skein.Context.root();
  }

  @Override
  public <R> void receiveResponse(
      Context context,
      @Nullable R response,
      @Nullable Object payload,
      @Nullable Throwable failure,
      TagExtractor<R> tags) {
    try {
      if (payload instanceof Span span) {
        OperationSpans.end(span, failure);
      } else if (payload != null) {
        int status = response == null ? 0 : status(response, tags);
        client.received(context, payload, response, status, failure);
      }
    } catch (Throwable e) {
      Complaints.report("Tracing a received response", e);
    }
  }

  private static <R> boolean isHttp(R request, TagExtractor<R> tags) {
    return request instanceof HttpRequest
        || (!(request instanceof Message) && Tags.method(tags, request) != null);
  }

  private static <R> int status(R response, TagExtractor<R> tags) {
    if (response instanceof HttpServerResponse http) {
      return http.getStatusCode();
    }
    return response instanceof HttpResponse http ? http.statusCode() : Tags.status(tags, response);
  }

  /** Flushes and closes the {@link Skein} if it was made for this tracer. */
  @Override
  public void close() {
    if (closing) {
      skein.close();
    }
  }
}
