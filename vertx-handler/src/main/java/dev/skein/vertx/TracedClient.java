package dev.skein.vertx;

import dev.skein.Scope;
import dev.skein.Skein;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the requests of an {@link HttpClient} from the moment they are asked for, where Vert.x
 * tells a tracer of them once they are connected, and again when the last byte has come. A proxy,
 * because the interface is not the same in all versions.
 */
final class TracedClient implements InvocationHandler {
  private final HttpClient client;
  private final Skein skein;

  /** Null when the client is of a Vertx that another tracer looks at. */
  private final @Nullable SkeinVertxTracer tracing;

  private final ClientCalls calls;

  private TracedClient(HttpClient client, Skein skein, @Nullable SkeinVertxTracer tracing) {
    this.client = client;
    this.skein = skein;
    this.tracing = tracing;
    this.calls = tracing == null ? new ClientCalls(RequestStorage.contextLocal()) : tracing.calls();
  }

  /** The client, with all its interfaces; the client itself when that is not possible. */
  static HttpClient of(HttpClient client, Skein skein) {
    Set<Class<?>> interfaces = new LinkedHashSet<>();
    for (Class<?> type = client.getClass(); type != null; type = type.getSuperclass()) {
      interfaces.addAll(Set.of(type.getInterfaces()));
    }
    try {
      return (HttpClient)
          Proxy.newProxyInstance(
              client.getClass().getClassLoader(),
              interfaces.toArray(Class<?>[]::new),
              new TracedClient(client, skein, tracing(client, skein)));
    } catch (IllegalArgumentException | ClassCastException e) {
      Complaints.report("Wrapping an HTTP client", e);
      return client;
    }
  }

  private static @Nullable SkeinVertxTracer tracing(HttpClient client, Skein skein) {
    Vertx vertx = VertxInternals.vertx(client);
    SkeinVertxTracer tracing =
        vertx == null ? null : SkeinVertxTracer.of(VertxInternals.tracer(vertx));
    return tracing != null && tracing.skein() == skein ? tracing : null;
  }

  @Override
  @SuppressWarnings("NullAway") // whatever the client takes and returns
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    boolean request = arguments != null && method.getName().equals("request");
    return request ? request(method, arguments) : call(method, arguments);
  }

  @SuppressWarnings("NullAway") // whatever the client takes and returns
  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private @Nullable Object request(Method method, Object[] arguments) throws Throwable {
    ClientCall call = new ClientCall(skein, calls, arguments);
    Object[] passed = call.arguments();
    Object last = passed[passed.length - 1];
    if (last instanceof Handler<?> callback) {
      passed[passed.length - 1] = listening(call, callback);
      return call(method, passed);
    }
    Context own = elsewhere(call);
    if (own == null || method.getReturnType() != Future.class) {
      return listened(call, call(method, passed));
    }
    Promise<Object> promise = Promise.promise();
    own.runOnContext(start -> requestOnContext(method, passed, call, promise));
    return promise.future();
  }

  private void requestOnContext(
      Method method, Object[] arguments, ClientCall call, Promise<Object> promise) {
    try {
      if (listened(call, call(method, arguments)) instanceof Future<?> future) {
        future.onSuccess(promise::complete).onFailure(promise::fail);
      }
    } catch (Throwable e) {
      promise.fail(e);
    }
  }

  /**
   * A Vert.x context for what is called from a thread of the application's own, so that redirects
   * and callbacks know what the call belongs to. Null when the caller has one.
   */
  private @Nullable Context elsewhere(ClientCall call) {
    Vertx vertx = VertxInternals.vertx(client);
    if (tracing == null || vertx == null || !call.isTraced() || Vertx.currentContext() != null) {
      return null;
    }
    Context own = VertxInternals.duplicate(vertx.getOrCreateContext());
    tracing.storage().put(own, RequestKey.SCOPE, Scope.of(call.parent()));
    return own;
  }

  private static @Nullable Object listened(ClientCall call, @Nullable Object result) {
    if (result instanceof Future<?> future) {
      future.onComplete(done -> connected(call, done.result(), done.cause()));
    }
    return result;
  }

  /** A callback, which Vert.x 4.5 may be given; the only handler among the arguments. */
  @SuppressWarnings("unchecked")
  private static Handler<AsyncResult<Object>> listening(ClientCall call, Handler<?> handler) {
    Handler<AsyncResult<Object>> callback = (Handler<AsyncResult<Object>>) handler;
    return result -> {
      connected(call, result.result(), result.cause());
      callback.handle(result);
    };
  }

  private static void connected(
      ClientCall call, @Nullable Object request, @Nullable Throwable failure) {
    try {
      if (request instanceof HttpClientRequest connected) {
        call.connected(connected);
      } else if (failure != null) {
        call.failed(failure);
      }
    } catch (Throwable e) {
      Complaints.report("Tracing a request that is to be sent", e);
    }
  }
}
