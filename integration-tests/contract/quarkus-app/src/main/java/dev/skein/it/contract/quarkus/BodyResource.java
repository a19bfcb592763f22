package dev.skein.it.contract.quarkus;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;

/** Large bodies, and one that is a stream of events. */
@Path("/")
public class BodyResource {
  private static final int LARGE = 16 << 20;
  private static final int PIECE = 64 << 10;

  @GET
  @Path("large")
  @Produces(MediaType.TEXT_PLAIN)
  public Response large() {
    StreamingOutput body = BodyResource::write;
    return Response.ok(body).header(HttpHeaders.CONTENT_LENGTH, LARGE).build();
  }

  /** Blocks while the client takes in what was written. */
  private static void write(OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    Arrays.fill(piece, (byte) 'x');
    for (int written = 0; written < LARGE; written += PIECE) {
      out.write(piece);
    }
  }

  @POST
  @Path("upload")
  @Produces(MediaType.TEXT_PLAIN)
  public String upload(InputStream body) throws IOException {
    return Long.toString(body.transferTo(OutputStream.nullOutputStream()));
  }

  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<String> events() {
    return Multi.createFrom()
        .ticks()
        .every(Duration.ofMillis(100))
        .onOverflow()
        .buffer()
        .select()
        .first(3)
        .map(tick -> "event " + tick);
  }
}
