package dev.skein.it.contract.quarkus;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.Tracer;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Work that takes a while and calls the application itself, on each kind of thread. */
@Path("/")
@Produces(MediaType.TEXT_PLAIN)
public class LoadResource {
  static final boolean VIRTUAL_THREADS = Runtime.version().feature() >= 21;

  private final Tracer tracer;
  private final Vertx vertx;
  private final ExecutorService virtualThreads;
  private final OwnService own;

  LoadResource(
      Tracer tracer, Vertx vertx, @VirtualThreads ExecutorService virtualThreads, OwnService own) {
    this.tracer = tracer;
    this.vertx = vertx;
    this.virtualThreads = virtualThreads;
    this.own = own;
  }

  /** On the event loop: the scope stays open until the answer to the call is there. */
  @GET
  @Path("load/{kind: loop}")
  public Uni<String> loop(
      @Context HttpServerRequest request, @HeaderParam("X-Delay-Millis") long delayMillis) {
    Span work = tracer.startSpan("load work");
    Scope scope = work.makeCurrent();
    return timer(delayMillis)
        .chain(() -> own.client(request).leaf("loop"))
        .map(leaf -> work.traceId())
        .onTermination()
        .invoke(
            () -> {
              scope.close();
              work.end();
            });
  }

  private Uni<Void> timer(long delayMillis) {
    return Uni.createFrom()
        .emitter(
            waiting -> {
              long timer =
                  vertx.setTimer(Math.max(1, delayMillis), fired -> waiting.complete(null));
              waiting.onTermination(() -> vertx.cancelTimer(timer));
            });
  }

  @GET
  @Path("load/{kind: worker}")
  public String worker(
      @Context HttpServerRequest request, @HeaderParam("X-Delay-Millis") long delayMillis) {
    return work(own.client(request), "worker", delayMillis);
  }

  @GET
  @Path("load/{kind: virtual}")
  @NonBlocking
  public Uni<Response> virtual(
      @Context HttpServerRequest request, @HeaderParam("X-Delay-Millis") long delayMillis) {
    if (!VIRTUAL_THREADS) {
      return Uni.createFrom().item(Response.status(501).build());
    }
    OwnService.Client client = own.client(request);
    return Uni.createFrom()
        .item(() -> work(client, "virtual", delayMillis))
        .runSubscriptionOn(virtualThreads)
        .map(traceId -> Response.ok(traceId).build());
  }

  private String work(OwnService.Client client, String kind, long delayMillis) {
    Span work = tracer.startSpan("load work");
    try (Scope scope = work.makeCurrent()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
      client.leafBlocking(kind);
      return work.traceId();
    } finally {
      work.end();
    }
  }

  @GET
  @Path("load-leaf/{kind}")
  @NonBlocking
  public String leaf(String kind) {
    return "leaf";
  }
}
