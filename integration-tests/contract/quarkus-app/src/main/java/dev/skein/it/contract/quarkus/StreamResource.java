package dev.skein.it.contract.quarkus;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Answers that take their time. */
@Path("/")
@Produces(MediaType.TEXT_PLAIN)
public class StreamResource {
  @GET
  @Path("chunks")
  public Multi<String> chunks() {
    return Multi.createFrom()
        .ticks()
        .every(Duration.ofMillis(100))
        // on a busy machine a tick comes before the one before it is written
        .onOverflow()
        .buffer()
        .select()
        .first(3)
        .map(tick -> "chunk ");
  }

  @GET
  @Path("endless")
  public Multi<String> endless() {
    return Multi.createFrom()
        .ticks()
        .every(Duration.ofMillis(10))
        .onOverflow()
        .drop()
        .map(tick -> "chunk ");
  }

  @GET
  @Path("cut-short")
  public Multi<String> cutShort() {
    return Multi.createBy()
        .concatenating()
        .streams(
            Multi.createFrom().item("chunk "),
            Uni.createFrom()
                .nullItem()
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(50))
                .<String>map(
                    fired -> {
                      throw new IllegalStateException("no more data");
                    })
                .toMulti());
  }

  @GET
  @Path("slow")
  public Uni<String> slow() {
    return Uni.createFrom().item("late").onItem().delayIt().by(Duration.ofSeconds(1));
  }

  @GET
  @Path("slow-in-worker")
  public String slowInWorker() {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    return "late";
  }
}
