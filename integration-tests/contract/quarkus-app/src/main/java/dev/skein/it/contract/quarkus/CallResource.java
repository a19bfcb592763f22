package dev.skein.it.contract.quarkus;

import dev.skein.it.contract.support.CallOutcome;
import dev.skein.it.contract.support.CallSpec;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Makes a call with one of the application's clients, without blocking. */
@Path("/call")
public class CallResource {
  private static final Duration BODY_LIMIT = Duration.ofSeconds(1);

  private final List<ContractClient> clients;

  CallResource(@All List<ContractClient> clients) {
    this.clients = clients;
  }

  @POST
  @Produces(MediaType.TEXT_PLAIN)
  public Uni<Response> call(String body) {
    CallSpec spec = CallSpec.parse(body);
    String name = spec.client().isEmpty() ? RestClientCalls.NAME : spec.client();
    return clients.stream()
        .filter(client -> client.name().equals(name))
        .findAny()
        .map(client -> call(client, spec))
        .orElseGet(() -> Uni.createFrom().item(Response.status(501).build()));
  }

  private static Uni<Response> call(ContractClient client, CallSpec spec) {
    Uni<CallOutcome> outcome = client.call(spec);
    if (!spec.timeout().isZero()) {
      // the clients' own time limits do not count for bodies
      outcome = outcome.ifNoItem().after(spec.timeout().plus(BODY_LIMIT)).fail();
    }
    if (spec.isGivenUp()) {
      // cancels the call
      outcome = Uni.combine().any().of(outcome, givenUp(spec));
    }
    return outcome
        .onFailure()
        .recoverWithItem(CallOutcome::failed)
        .map(result -> Response.ok(result.toString()).build());
  }

  private static Uni<CallOutcome> givenUp(CallSpec spec) {
    return Uni.createFrom()
        .completionStage(spec::givenUp)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(
            signal -> {
              throw new CancellationException("the caller has given up");
            });
  }
}
