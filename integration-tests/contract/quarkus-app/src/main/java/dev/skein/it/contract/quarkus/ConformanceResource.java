package dev.skein.it.contract.quarkus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Tracer;
import dev.skein.it.contract.support.PutBaggage;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What W3C's test harness for trace context wants of a service: that it calls back. */
@Path("/conformance")
@Singleton
public class ConformanceResource {
  private final Tracer tracer;
  private final Harness harness =
      QuarkusRestClientBuilder.newBuilder()
          .baseUri(URI.create("http://127.0.0.1"))
          .disableDefaultMapper(true)
          .build(Harness.class);

  ConformanceResource(Tracer tracer) {
    this.tracer = tracer;
  }

  /** A call that the harness asks for. */
  public record Call(URI url, JsonNode arguments) {}

  /** The harness, at whatever URL. */
  interface Harness {
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    CompletionStage<Response> post(@Url URI url, JsonNode arguments);
  }

  /** Makes the calls one after the other; the first one with more baggage, if that is asked for. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> call(
      List<Call> calls, @HeaderParam(PutBaggage.HEADER) @Nullable String baggage) {
    Context first = PutBaggage.into(tracer.currentContext(), baggage);
    Uni<?> called = Uni.createFrom().voidItem();
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.get(i);
      boolean isFirst = i == 0;
      called = called.chain(() -> isFirst ? callIn(first, call) : send(call));
    }
    return called.map(ignored -> Response.ok().build());
  }

  private Uni<?> callIn(Context context, Call call) {
    try (Scope scope = tracer.attach(context)) {
      return send(call);
    }
  }

  private Uni<?> send(Call call) {
    return Uni.createFrom()
        .completionStage(harness.post(call.url(), call.arguments()))
        .invoke(Response::close)
        .onFailure()
        .recoverWithNull();
  }
}
