package dev.skein.quarkus.runtime;

/** Whether OpenTelemetry's Java agent traces this process. */
final class OpenTelemetryAgent {
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
    try {
      Class.forName("io.opentelemetry.javaagent.OpenTelemetryAgent", false, system);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static boolean isFalse(@org.jspecify.annotations.Nullable String value) {
    return "false".equalsIgnoreCase(value);
  }
}
