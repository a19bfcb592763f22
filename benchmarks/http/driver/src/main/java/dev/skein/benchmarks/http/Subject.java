package dev.skein.benchmarks.http;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the things compared: a variant of an application, with its settings.
 *
 * @param name in results
 * @param variant what is started
 * @param tuned whether the peer gets a queue for every span of a round rather than its default
 * @param checkout where Skein's compiled classes are taken from; null for those that the
 *     application was built with
 */
record Subject(String name, Variant variant, boolean tuned, @Nullable Path checkout) {
  private static final String QUEUE = "262144";
  private static final String BATCH = "8192";
  private static final String DELAY_MILLIS = "200";

  /**
   * Reads {@code bare}, {@code skein}, {@code skein@CHECKOUT}, {@code peer} or {@code peer-tuned}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Subject parse(String text) {
    if (text.startsWith("skein@")) {
      return new Subject(text, Variant.SKEIN, false, Path.of(text.substring("skein@".length())));
    }
    return switch (text) {
      case "bare" -> new Subject(text, Variant.BARE, false, null);
      case "skein" -> new Subject(text, Variant.SKEIN, false, null);
      case "peer" -> new Subject(text, Variant.PEER, false, null);
      case "peer-tuned" -> new Subject(text, Variant.PEER, true, null);
      default -> throw new IllegalArgumentException("no such subject: " + text);
    };
  }

  /** Whether it sends spans. */
  boolean traces() {
    return variant != Variant.BARE;
  }

  /** What its process finds in its environment, besides the ports. */
  Map<String, String> environment(String endpoint) {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_SERVICE_NAME", "benchmark");
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    environment.put("OTEL_TRACES_SAMPLER", "parentbased_always_on");
    // the peers measure and log by default, too, where Skein only traces
    environment.put("OTEL_METRICS_EXPORTER", "none");
    environment.put("OTEL_LOGS_EXPORTER", "none");
    if (tuned) {
      for (String prefix : new String[] {"OTEL_BSP_", "QUARKUS_OTEL_BSP_"}) {
        environment.put(prefix + "MAX_QUEUE_SIZE", QUEUE);
        environment.put(prefix + "MAX_EXPORT_BATCH_SIZE", BATCH);
        environment.put(prefix + "SCHEDULE_DELAY", DELAY_MILLIS);
      }
    }
    return environment;
  }
}
