package dev.skein.vertx;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names the spans of a router's requests by their routes and records why they failed: {@code
 * router.route().handler(SkeinHandler.create())}, before any other route.
 *
 * <p>One on the root router is enough. One on a sub-router, too, settles which of its routes served
 * a request where several match. Needs a {@code Vertx} with {@link SkeinTracingOptions}; without,
 * it does nothing. Thread-safe; may be shared by routers.
 */
public final class SkeinHandler implements PlatformHandler {
  private final RequestStorage storage;
  private final OtherRoutes otherRoutes;
  private final RouteTemplates templates = new RouteTemplates();

  private SkeinHandler(RequestStorage storage, OtherRoutes otherRoutes) {
    this.storage = storage;
    this.otherRoutes = otherRoutes;
  }

  /** Knows routes that are not the router's, for a framework that builds on Vert.x Web. */
  @FunctionalInterface
  public interface OtherRoutes {
    /**
     * The template of the route that a request was meant for; null when there is none. Asked at the
     * end of a request for which neither the router nor the framework has named a route.
     */
    @Nullable String template(RoutingContext routing);
  }

  /** A handler for a plain Vert.x application. */
  public static SkeinHandler create() {
    return create(RequestStorage.contextLocal());
  }

  /** A handler for the storage that the tracer was made with. */
  public static SkeinHandler create(RequestStorage storage) {
    return create(storage, routing -> null);
  }

  /** The same, for a framework with routes of its own. */
  public static SkeinHandler create(RequestStorage storage, OtherRoutes otherRoutes) {
    return new SkeinHandler(
        Objects.requireNonNull(storage, "storage"),
        Objects.requireNonNull(otherRoutes, "otherRoutes"));
  }

  @Override
  public void handle(RoutingContext routing) {
    try {
      Context context = Vertx.currentContext();
      ServerCall call = context == null ? null : storage.get(context, RequestKey.SERVER_CALL);
      if (call != null) {
        observe(routing, call);
      }
    } catch (Throwable e) {
      Complaints.report("Observing a routed request", e);
    }
    routing.next();
  }

  private void observe(RoutingContext routing, ServerCall call) {
    Routing known = call.routing();
    if (known != null && known.isOf(routing)) {
      known.enter(routing);
      return;
    }
    call.routed(new Routing(routing, this, call));
    if (call.reportedEarly()) {
      claim(routing, call);
    }
  }

  private static void claim(RoutingContext routing, ServerCall call) {
    SocketAddress peer = routing.request().remoteAddress();
    if (peer != null) {
      call.span().peer(peer.hostAddress(), peer.port());
    }
    call.span().protocolVersion(routing.request().version().alpnName());
    call.claimEnd();
    routing.addBodyEndHandler(ignored -> call.end());
    routing.addEndHandler(
        result -> {
          // the last write may close the stream before it is said to be the last
          if (result.failed() && !routing.response().ended()) {
            call.failed(null);
          } else {
            call.end();
          }
        });
  }

  RouteTemplates templates() {
    return templates;
  }

  OtherRoutes otherRoutes() {
    return otherRoutes;
  }
}
