package dev.skein.benchmarks;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Every subject by its name. */
public final class Subjects {
  /** The loop, the map look-ups and nothing else. */
  public static final String BARE = "bare";

  /** Skein with its defaults, through {@code Tracer} and {@code Propagator}. */
  public static final String SKEIN = "skein";

  /** Skein with its defaults, through {@code dev.skein.http}, as its adapters use it. */
  public static final String SKEIN_HTTP = "skein-http";

  /** The OpenTelemetry SDK with its defaults. */
  public static final String OPENTELEMETRY = "opentelemetry";

  /** The OpenTelemetry SDK with queue 262,144, batch 8,192, delay 200 ms. */
  public static final String OPENTELEMETRY_TUNED = "opentelemetry-tuned";

  /** Brave with zipkin-reporter, queue 262,144, delay 200 ms. */
  public static final String BRAVE = "brave";

  /** All of them. */
  public static final List<String> ALL =
      List.of(BARE, SKEIN, SKEIN_HTTP, OPENTELEMETRY, OPENTELEMETRY_TUNED, BRAVE);

  static {
    // some log every drop, and would be measured writing that
    Logger.getLogger("").setLevel(Level.SEVERE);
  }

  private Subjects() {}

  /**
   * Sets a subject up.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static Subject create(String name, Destination destination) {
    return switch (name) {
      case BARE -> new BareSubject();
      case SKEIN -> new SkeinSubject(destination);
      case SKEIN_HTTP -> new SkeinHttpSubject(destination);
      case OPENTELEMETRY -> OpenTelemetrySubject.withDefaults(destination);
      case OPENTELEMETRY_TUNED -> OpenTelemetrySubject.tuned(destination);
      case BRAVE -> new BraveSubject(destination);
      default -> throw new IllegalArgumentException("no subject is called " + name);
    };
  }
}
