package dev.skein.it.contract.quarkus;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Methods that fail. */
@Path("/")
public class FailureResource {
  @GET
  @Path("broken")
  public String broken() {
    throw new IllegalStateException("no stock data");
  }

  @GET
  @Path("broken-later")
  public Uni<String> brokenLater() {
    return Uni.createFrom()
        .nullItem()
        .onItem()
        .delayIt()
        .by(Duration.ofMillis(5))
        .map(
            fired -> {
              throw new IllegalStateException("no stock data");
            });
  }

  @GET
  @Path("broken-future")
  public CompletionStage<String> brokenFuture() {
    return CompletableFuture.supplyAsync(
        () -> {
          throw new IllegalStateException("no stock data");
        });
  }

  @GET
  @Path("wrong")
  public String wrong() {
    throw new AssertionError("cannot be");
  }

  @GET
  @Path("conflict")
  public String conflict() {
    throw new ConcurrentModificationException("changed by somebody else");
  }

  @GET
  @Path("closed")
  public String closed() {
    throw new UnsupportedOperationException("closed on Sundays");
  }

  /** What the application makes of its exceptions. */
  static final class Mappers {
    @ServerExceptionMapper
    Response conflict(ConcurrentModificationException failure) {
      return Response.status(409).build();
    }

    @ServerExceptionMapper
    Response closed(UnsupportedOperationException failure) {
      return Response.status(503).build();
    }
  }
}
