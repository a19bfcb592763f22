package dev.skein.vertx;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClient;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records the requests of an {@link HttpClient} that never get a connection, of which Vert.x tells
 * a tracer nothing. A proxy, because the interface is not the same in all versions.
 */
final class ConnectFailures implements InvocationHandler {
  private final HttpClient client;
  private final Skein skein;
  private final HttpClientTracer tracer;

  private ConnectFailures(HttpClient client, Skein skein) {
    this.client = client;
    this.skein = skein;
    this.tracer = HttpClientTracer.create(skein);
  }

  /** The client, with all its interfaces; the client itself when that is not possible. */
  static HttpClient recording(HttpClient client, Skein skein) {
    Set<Class<?>> interfaces = new LinkedHashSet<>();
    for (Class<?> type = client.getClass(); type != null; type = type.getSuperclass()) {
      interfaces.addAll(Set.of(type.getInterfaces()));
    }
    try {
      return (HttpClient)
          Proxy.newProxyInstance(
              client.getClass().getClassLoader(),
              interfaces.toArray(Class<?>[]::new),
              new ConnectFailures(client, skein));
    } catch (IllegalArgumentException | ClassCastException e) {
      Complaints.report("Wrapping an HTTP client", e);
      return client;
    }
  }

  @Override
  @SuppressWarnings("NullAway") // whatever the client takes and returns
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    boolean request = arguments != null && method.getName().equals("request");
    Attempt attempt = request ? new Attempt(arguments) : null;
    try {
      Object[] passed = attempt == null ? arguments : attempt.listening(arguments);
      Object result = method.invoke(client, passed);
      if (attempt != null && result instanceof Future<?> future) {
        future.onFailure(attempt::failed);
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** One request, and the context it was asked for in. */
  private final class Attempt {
    private final Context parent = skein.currentContext();
    private final UnconnectedRequest request;

    Attempt(Object[] arguments) {
      this.request = new UnconnectedRequest(arguments);
    }

    /** The arguments; a callback, which Vert.x 4.5 may be given, is listened to. */
    @SuppressWarnings("unchecked") // the only handler among them takes the request
    Object[] listening(Object[] arguments) {
      int last = arguments.length - 1;
      if (!(arguments[last] instanceof Handler)) {
        return arguments;
      }
      Handler<AsyncResult<Object>> callback = (Handler<AsyncResult<Object>>) arguments[last];
      Object[] passed = arguments.clone();
      passed[last] =
          (Handler<AsyncResult<Object>>)
              result -> {
                if (result.failed()) {
                  failed(result.cause());
                }
                callback.handle(result);
              };
      return passed;
    }

    void failed(Throwable failure) {
      if (parent.spanContext().isValid()) {
        HttpClientSpan span = tracer.start(request, parent);
        span.failed(failure);
        span.end();
      }
    }
  }
}
