package dev.skein.micronaut;

import dev.skein.Skein;
import dev.skein.export.Health;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * The {@code skein} part of the health endpoint: what became of the spans.
 *
 * <p>Always {@code UP}, because a service without tracing is still in service, unless {@code
 * skein.health.require-endpoint} is true and the endpoint cannot be reached. Absent when {@code
 * endpoints.health.skein.enabled} is false.
 */
@Singleton
@Requires(classes = HealthIndicator.class)
@Requires(beans = HealthEndpoint.class)
@Requires(property = SkeinHealthIndicator.PREFIX + ".enabled", notEquals = "false")
@Requires(condition = TracingEnabled.class)
final class SkeinHealthIndicator implements HealthIndicator {
  static final String PREFIX = HealthEndpoint.PREFIX + ".skein";
  private static final String REQUIRE_ENDPOINT =
      SkeinConfiguration.PREFIX + "." + SkeinFactory.HEALTH + "require-endpoint";

  private final Skein skein;
  private final boolean requireEndpoint;

  SkeinHealthIndicator(
      Skein skein, @Value("${" + REQUIRE_ENDPOINT + ":false}") boolean requireEndpoint) {
    this.skein = skein;
    this.requireEndpoint = requireEndpoint;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.fromSupplier(this::result);
  }

  private HealthResult result() {
    Health health = skein.health();
    boolean down = requireEndpoint && !health.reachable();
    return HealthResult.builder("skein", down ? HealthStatus.DOWN : HealthStatus.UP)
        .details(health.details())
        .build();
  }
}
