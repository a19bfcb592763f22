package dev.skein.vertx;

import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import io.vertx.core.spi.tracing.VertxTracer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The few things that Vert.x keeps to itself. Their package moved between 4.5 and 5, so they are
 * looked up once, by both names, and called through constant handles.
 */
final class VertxInternals {
  private static final String[] CONTEXT = {
    "io.vertx.core.internal.ContextInternal", "io.vertx.core.impl.ContextInternal"
  };
  private static final String[] CLIENT = {
    "io.vertx.core.internal.http.HttpClientInternal", "io.vertx.core.http.impl.HttpClientInternal"
  };
  private static final String[] VERTX = {
    "io.vertx.core.internal.VertxInternal", "io.vertx.core.impl.VertxInternal"
  };

  private static final @Nullable MethodHandle IS_DUPLICATE =
      find(CONTEXT, "isDuplicate", boolean.class, Context.class);
  private static final @Nullable MethodHandle DUPLICATE =
      find(CONTEXT, "duplicate", null, Context.class);

  /** Since Vert.x 5: a duplicate with the locals. */
  private static final @Nullable MethodHandle COPY =
      find(CONTEXT, "duplicate", null, Context.class, boolean.class);

  /** Up to Vert.x 4.5: the locals by name, all that an application can put there. */
  private static final @Nullable MethodHandle LOCALS =
      find(CONTEXT, "localContextData", ConcurrentMap.class, Context.class);

  /**
   * Since Vert.x 5 a response is reported when its last byte is written, by the event loop in one
   * go; before, some time after.
   */
  static final boolean REPORTS_WITH_THE_LAST_WRITE = COPY != null;

  private static final @Nullable MethodHandle TRACER =
      find(VERTX, "tracer", VertxTracer.class, Vertx.class);
  private static final @Nullable MethodHandle CHANNEL =
      find(
          new String[] {"io.vertx.core.net.impl.ConnectionBase"},
          "channel",
          Channel.class,
          HttpConnection.class);

  private static final @Nullable MethodHandle CLIENTS_VERTX = findClientsVertx();

  /** Since Vert.x 5.1 the request tells. */
  private static final @Nullable MethodHandle REQUEST_VERSION =
      find(
          new String[] {"io.vertx.core.spi.observability.HttpRequest"},
          "version",
          HttpVersion.class,
          HttpRequest.class);

  /** Up to Vert.x 5.0 the response. */
  private static final @Nullable MethodHandle RESPONSE_VERSION = findResponseVersion();

  private VertxInternals() {}

  /** Whether a context belongs to one request; true when Vert.x does not tell. */
  static boolean isDuplicate(Context context) {
    if (IS_DUPLICATE == null) {
      return true;
    }
    try {
      return (boolean) IS_DUPLICATE.invokeExact(context);
    } catch (Throwable e) {
      // not one of Vert.x's own contexts
      return false;
    }
  }

  /** A context with the threads of another one, and without locals. */
  static Context duplicate(Context context) {
    if (DUPLICATE == null) {
      return context;
    }
    try {
      return (Context) DUPLICATE.invokeExact(context);
    } catch (Throwable e) {
      Complaints.report("Duplicating a Vert.x context", e);
      return context;
    }
  }

  /** A context with the threads of another one, and with the locals that are there now. */
  static Context copy(Context context) {
    if (!isDuplicate(context)) {
      return duplicate(context);
    }
    try {
      if (COPY != null) {
        return (Context) COPY.invokeExact(context, true);
      }
      Context copy = duplicate(context);
      if (LOCALS != null && copy != context) {
        copyLocals(LOCALS, context, copy);
      }
      return copy;
    } catch (Throwable e) {
      Complaints.report("Copying a Vert.x context", e);
      return duplicate(context);
    }
  }

  @SuppressWarnings("unchecked") // keys and values are any objects
  private static void copyLocals(MethodHandle locals, Context from, Context to) throws Throwable {
    ConcurrentMap<Object, Object> source = (ConcurrentMap<Object, Object>) locals.invokeExact(from);
    if (!source.isEmpty()) {
      Map<Object, Object> target = (ConcurrentMap<Object, Object>) locals.invokeExact(to);
      target.putAll(source);
    }
  }

  /** The tracer that a Vertx was made with; null when it has none. */
  static @Nullable VertxTracer<?, ?> tracer(Vertx vertx) {
    if (TRACER == null) {
      return null;
    }
    try {
      return (VertxTracer<?, ?>) TRACER.invokeExact(vertx);
    } catch (Throwable e) {
      // not one of Vert.x's own: a wrapper of another library
      return null;
    }
  }

  /** The Vertx that an HTTP client belongs to; null when it does not tell. */
  static @Nullable Vertx vertx(HttpClient client) {
    if (CLIENTS_VERTX == null) {
      return null;
    }
    try {
      return (Vertx) CLIENTS_VERTX.invokeExact(client);
    } catch (Throwable e) {
      // not one of Vert.x's own
      return null;
    }
  }

  /** The version of HTTP that a request is sent with; null when it does not tell. */
  static @Nullable String version(HttpRequest request) {
    try {
      return REQUEST_VERSION == null
          ? null
          : ((HttpVersion) REQUEST_VERSION.invokeExact(request)).alpnName();
    } catch (Throwable e) {
      // not one of Vert.x's own
      return null;
    }
  }

  /** The version of HTTP that a response came with; null when it does not tell. */
  static @Nullable String version(HttpResponse response) {
    try {
      return RESPONSE_VERSION == null
          ? null
          : ((HttpVersion) RESPONSE_VERSION.invokeExact(response)).alpnName();
    } catch (Throwable e) {
      // not one of Vert.x's own
      return null;
    }
  }

  /** Whether a connection is closed, be it that nobody was told yet; false when it is not known. */
  static boolean isClosed(@Nullable HttpConnection connection) {
    Channel channel = channel(connection);
    return channel != null && !channel.isOpen();
  }

  /** What a connection is made of; null when it is not known. */
  static @Nullable Channel channel(@Nullable HttpConnection connection) {
    if (CHANNEL == null || connection == null) {
      return null;
    }
    try {
      return (Channel) CHANNEL.invokeExact(connection);
    } catch (Throwable e) {
      // not one of Vert.x's own connections
      return null;
    }
  }

  private static @Nullable MethodHandle findResponseVersion() {
    try {
      ClassLoader loader = HttpResponse.class.getClassLoader();
      Class<?> head = Class.forName("io.vertx.core.http.impl.HttpResponseHead", false, loader);
      return MethodHandles.publicLookup()
          .findGetter(head, "version", HttpVersion.class)
          .asType(MethodType.methodType(HttpVersion.class, HttpResponse.class));
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  /** What it returns is an internal type, too. */
  private static @Nullable MethodHandle findClientsVertx() {
    MethodHandle found = null;
    for (int i = 0; i < CLIENT.length && found == null; i++) {
      found = findClientsVertx(CLIENT[i]);
    }
    return found;
  }

  private static @Nullable MethodHandle findClientsVertx(String name) {
    try {
      Class<?> internal = Class.forName(name, false, HttpClient.class.getClassLoader());
      return MethodHandles.publicLookup()
          .unreflect(internal.getMethod("vertx"))
          .asType(MethodType.methodType(Vertx.class, HttpClient.class));
    } catch (ReflectiveOperationException | LinkageError e) {
      // another version's name
      return null;
    }
  }

  /**
   * A method of an internal type, taking and returning public types.
   *
   * @param names the type's names in the versions of Vert.x
   * @param returned null when the method returns the type itself
   * @return null when no version of Vert.x that is known is there
   */
  static @Nullable MethodHandle find(
      String[] names,
      String method,
      @Nullable Class<?> returned,
      Class<?> receiver,
      Class<?>... parameters) {
    MethodHandle found = null;
    for (int i = 0; i < names.length && found == null; i++) {
      found = find(names[i], method, returned, receiver, parameters);
    }
    return found;
  }

  private static @Nullable MethodHandle find(
      String name,
      String method,
      @Nullable Class<?> returned,
      Class<?> receiver,
      Class<?>[] parameters) {
    try {
      Class<?> internal = Class.forName(name, false, receiver.getClassLoader());
      Class<?> result = returned == null ? internal : returned;
      MethodType type = MethodType.methodType(result, parameters);
      MethodType publicType =
          type.changeReturnType(returned == null ? receiver : returned)
              .insertParameterTypes(0, receiver);
      return MethodHandles.publicLookup().findVirtual(internal, method, type).asType(publicType);
    } catch (ReflectiveOperationException | LinkageError e) {
      // another version's name
      return null;
    }
  }
}
