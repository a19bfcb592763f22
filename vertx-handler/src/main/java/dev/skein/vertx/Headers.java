package dev.skein.vertx;

import dev.skein.propagation.Getter;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads headers in the shapes in which Vert.x hands them to a tracer. */
final class Headers {
  static final Getter<Iterable<Map.Entry<String, String>>> GETTER = Headers::all;

  private Headers() {}

  /** The values of a header, one per line, whatever the case of its name. */
  static List<String> all(Iterable<Map.Entry<String, String>> headers, String name) {
    if (headers instanceof MultiMap map) {
      return map.getAll(name);
    }
    List<String> values = new ArrayList<>(1);
    for (Map.Entry<String, String> header : headers) {
      if (name.equalsIgnoreCase(header.getKey())) {
        values.add(header.getValue());
      }
    }
    return values;
  }
}
