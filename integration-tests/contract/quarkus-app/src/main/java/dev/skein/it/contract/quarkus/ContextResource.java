package dev.skein.it.contract.quarkus;

import dev.skein.Tracer;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What is current where a request goes on elsewhere, and when it comes back. */
@Path("/")
@Produces(MediaType.TEXT_PLAIN)
public class ContextResource {
  private final Tracer tracer;
  private final Hops hops;

  ContextResource(Tracer tracer, Hops hops) {
    this.tracer = tracer;
    this.hops = hops;
  }

  @GET
  @Path("context/{hop}")
  public Uni<Response> hop(String hop, @Context HttpServerRequest request) {
    Uni<String> inside = hops.run(hop, request);
    return inside == null
        ? Uni.createFrom().item(Response.status(501).build())
        : inside.map(customer -> answer(hop, customer));
  }

  /** The hop is the one from the event loop to this method. */
  @GET
  @Path("context/{hop: worker}")
  @Blocking
  public Uni<Response> worker(String hop) {
    String inside = hops.inside(hop);
    return Uni.createFrom().item(() -> answer(hop, inside));
  }

  private Response answer(String hop, String inside) {
    tracer.startSpan("after " + hop).end();
    return Response.ok(inside + '\n' + hops.customer()).build();
  }
}
