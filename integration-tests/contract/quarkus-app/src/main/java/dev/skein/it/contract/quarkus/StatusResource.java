package dev.skein.it.contract.quarkus;

import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Answers that are a status and little else, or none at all. */
@Path("/")
public class StatusResource {
  @GET
  @Path("status/{code}")
  public Response status(int code) {
    return Response.status(code).build();
  }

  @GET
  @Path("empty")
  public Response empty() {
    return Response.ok().header("Content-Length", "0").build();
  }

  @GET
  @Path("early-hints")
  public Uni<String> earlyHints(@Context HttpServerResponse response) {
    MultiMap hints = MultiMap.caseInsensitiveMultiMap().add("Link", "</style.css>; rel=preload");
    return Uni.createFrom()
        .completionStage(response.writeEarlyHints(hints).toCompletionStage())
        .map(written -> "hinted");
  }

  /** Takes longer than its route allows. */
  @GET
  @Path("times-out")
  public Uni<String> timesOut() {
    return Uni.createFrom().item("too late").onItem().delayIt().by(Duration.ofSeconds(5));
  }

  @GET
  @Path("reset")
  public Uni<String> reset(@Context HttpServerRequest request) {
    return Uni.createFrom()
        .completionStage(request.connection().close().toCompletionStage())
        .onItem()
        .transformToUni(closed -> Uni.createFrom().nothing());
  }
}
