package dev.skein.quarkus.runtime;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Decided when the application is built, because it decides what is built in. */
@ConfigMapping(prefix = "quarkus.skein")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface SkeinBuildConfig {
  /**
   * Whether requests are traced. When false, nothing is installed; {@code Tracer} and {@code Span}
   * can be injected nevertheless and record nothing. To switch off a built application, set the
   * environment variable {@code OTEL_SDK_DISABLED=true}.
   */
  @WithDefault("true")
  boolean enabled();

  /** Whether a readiness check is registered, when the application has SmallRye Health. */
  @WithName("health.enabled")
  @WithDefault("true")
  boolean healthEnabled();
}
