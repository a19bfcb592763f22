package dev.skein.quarkus.runtime;

import dev.skein.Skein;
import dev.skein.export.Health;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The numbers of {@link Skein#health()} among the readiness checks. Up, whatever they are, unless
 * {@code quarkus.skein.health.require-endpoint} says otherwise: an application without its tracing
 * still serves.
 */
@Readiness
@Singleton
public final class SkeinHealthCheck implements HealthCheck {
  private final Skein skein;
  private final SkeinRuntimeConfig config;

  @Inject
  SkeinHealthCheck(Skein skein, SkeinRuntimeConfig config) {
    this.skein = skein;
    this.config = config;
  }

  @Override
  public HealthCheckResponse call() {
    Health health = skein.health();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("Skein tracing")
            .status(health.reachable() || !config.healthRequireEndpoint())
            .withData("endpoint", health.endpoint())
            .withData("reachable", health.reachable())
            .withData("started", health.started())
            .withData("live", health.live())
            .withData("pending", health.pending())
            .withData("exported", health.exported())
            .withData("rejected", health.rejected())
            .withData("dropped", health.droppedTotal());
    health.dropped().forEach((reason, spans) -> response.withData("dropped." + reason, spans));
    if (health.lastError() != null) {
      response.withData("lastError", health.lastError());
    }
    return response.build();
  }
}
