package dev.skein.quarkus.runtime;

import dev.skein.Skein;
import dev.skein.export.Health;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
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
            .withData("dropped", health.droppedTotal());
    add(response, "", health.details());
    return response.build();
  }

  /** The data of a check is flat. */
  private static void add(HealthCheckResponseBuilder response, String prefix, Map<?, ?> details) {
    for (Map.Entry<?, ?> detail : details.entrySet()) {
      String name = prefix + detail.getKey();
      if (detail.getValue() instanceof Map<?, ?> inner) {
        add(response, name + ".", inner);
      } else if (detail.getValue() instanceof Number number) {
        response.withData(name, number.longValue());
      } else if (detail.getValue() instanceof Boolean flag) {
        response.withData(name, flag);
      } else {
        response.withData(name, String.valueOf(detail.getValue()));
      }
    }
  }
}
