package dev.skein.micronaut;

import dev.skein.SkeinOptions;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;

/** Whether requests are traced: {@code skein.enabled}, or one of its standard names. */
final class TracingEnabled implements Condition {
  private static final String ENABLED = "enabled";

  @Override
  @SuppressWarnings("rawtypes") // so in Micronaut's own signature
  public boolean matches(ConditionContext context) {
    return SkeinOptions.load(
            name ->
                name.equals(ENABLED)
                    ? context
                        .getProperty(SkeinConfiguration.PREFIX + "." + ENABLED, String.class)
                        .orElse(null)
                    : null)
        .enabled();
  }
}
