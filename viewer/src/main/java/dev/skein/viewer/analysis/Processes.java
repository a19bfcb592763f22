package dev.skein.viewer.analysis;

import dev.skein.export.SpanData;
import dev.skein.viewer.store.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  private final Map<List<@Nullable Object>, Integer> ids = new HashMap<>();

  /** A number for the process of a span; equal numbers are one process. */
  int of(SpanData span) {
    Integer process = known.get(span.resource());
    if (process == null) {
      process = ids.computeIfAbsent(identity(span.resource()), key -> ids.size());
      known.put(span.resource(), process);
    }
    return process;
  }

  private static List<@Nullable Object> identity(Map<String, Object> resource) {
    List<@Nullable Object> identity = new ArrayList<>(IDENTITY.size());
    for (String name : IDENTITY) {
      identity.add(resource.get(name));
    }
    return identity;
  }

  /** The name of the service that a span comes from. */
  static String service(SpanData span) {
    return span.resource().get("service.name") instanceof String name && !name.isEmpty()
        ? name
        : Source.UNKNOWN_SERVICE;
  }
}
