package dev.skein.quarkus.runtime;

import org.jspecify.annotations.Nullable;

/** Whether OpenTelemetry's Java agent traces this process. */
final class OpenTelemetryAgent {
  private static final String AGENT = "io/opentelemetry/javaagent/OpenTelemetryAgent.class";

  private OpenTelemetryAgent() {}

  /**
   * Looks for the agent's class, which its jar puts on the class path of the system.
   *
   * @param system the class loader of the system
   */
  static boolean isPresent(ClassLoader system) {
    if (isFalse(System.getProperty("otel.javaagent.enabled"))
        || isFalse(System.getenv("OTEL_JAVAAGENT_ENABLED"))) {
      return false;
    }
    return system.getResource(AGENT) != null;
  }

  private static boolean isFalse(@Nullable String value) {
    return "false".equalsIgnoreCase(value);
  }
}
