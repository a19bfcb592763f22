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
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * The {@code skein} part of the health endpoint: what became of the spans.
 *
 * <p>Always {@code UP}, because a service without tracing is still in service, unless {@code
 * endpoints.health.skein.down-when-unreachable} is true and the endpoint cannot be reached. Absent
 * when {@code endpoints.health.skein.enabled} is false.
 */
@Singleton
@Requires(classes = HealthIndicator.class)
@Requires(beans = HealthEndpoint.class)
@Requires(property = SkeinHealthIndicator.PREFIX + ".enabled", notEquals = "false")
@Requires(condition = TracingEnabled.class)
final class SkeinHealthIndicator implements HealthIndicator {
  static final String PREFIX = HealthEndpoint.PREFIX + ".skein";

  private final Skein skein;
  private final boolean downWhenUnreachable;

  SkeinHealthIndicator(
      Skein skein, @Value("${" + PREFIX + ".down-when-unreachable:false}") boolean down) {
    this.skein = skein;
    this.downWhenUnreachable = down;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.fromSupplier(this::result);
  }

  private HealthResult result() {
    Health health = skein.health();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("endpoint", health.endpoint());
    details.put("reachable", health.reachable());
    if (health.lastError() != null) {
      details.put("lastError", health.lastError());
    }
    details.put("started", health.started());
    details.put("live", health.live());
    details.put("pending", health.pending());
    details.put("exported", health.exported());
    details.put("rejected", health.rejected());
    details.put("dropped", health.dropped());
    boolean down = downWhenUnreachable && !health.reachable();
    return HealthResult.builder("skein", down ? HealthStatus.DOWN : HealthStatus.UP)
        .details(details)
        .build();
  }
}
