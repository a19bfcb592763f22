package dev.skein.viewer.analysis;

import dev.skein.export.SpanData;
import dev.skein.viewer.store.Source;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Tells by their resources which spans come from one process, and so have one clock. */
final class Processes {
  /** What distinguishes processes, as OpenTelemetry's resource conventions name it. */
  private static final List<String> IDENTITY =
      List.of(
          "service.name",
          "service.namespace",
          "service.instance.id",
          "host.id",
          "host.name",
          "container.id",
          "k8s.pod.uid",
          "k8s.pod.name",
          "process.pid");

  private final IdentityHashMap<Map<String, Object>, Integer> known = new IdentityHashMap<>();
  // a text, which is comparable: one can choose names that have one hash
  private final Map<String, Integer> ids = new HashMap<>();

  /** A number for the process of a span; equal numbers are one process. */
  int of(SpanData span) {
    Integer process = known.get(span.resource());
    if (process == null) {
      process = ids.computeIfAbsent(identity(span.resource()), key -> ids.size());
      known.put(span.resource(), process);
    }
    return process;
  }

  private static String identity(Map<String, Object> resource) {
    StringBuilder identity = new StringBuilder();
    for (String name : IDENTITY) {
      Object value = resource.get(name);
      if (value != null) {
        String text = value.toString();
        identity.append(name).append('=').append(text.length()).append(':').append(text);
      }
    }
    return identity.toString();
  }

  /** The name of the service that a span comes from. */
  static String service(SpanData span) {
    return span.resource().get("service.name") instanceof String name && !name.isEmpty()
        ? name
        : Source.UNKNOWN_SERVICE;
  }
}
