package dev.skein.vertx;

import dev.skein.propagation.Getter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads headers in the shapes in which Vert.x hands them to a tracer. */
final class Headers implements Getter<Iterable<Map.Entry<String, String>>> {
  static final Headers GETTER = new Headers();

  private Headers() {}

  @Override
  public List<String> getAll(Iterable<Map.Entry<String, String>> headers, String name) {
    return all(headers, name);
  }

  @Override
  public @Nullable String getOne(Iterable<Map.Entry<String, String>> headers, String name) {
    return one(headers, name);
  }

  @Override
  public Collection<String> names(Iterable<Map.Entry<String, String>> headers) {
    return namesOf(headers);
  }

  /** The headers of a request or a response as a tracer is given it; null when it does not tell. */
  static @Nullable MultiMap of(@Nullable Object message) {
    if (message instanceof HttpServerResponse response) {
      return response.headers();
    } else if (message instanceof HttpResponse response) {
      return response.headers();
    } else if (message instanceof HttpRequest request) {
      return request.headers();
    }
    return message instanceof MultiMap headers ? headers : null;
  }

  /** The names of all headers. */
  static Collection<String> namesOf(Iterable<Map.Entry<String, String>> headers) {
    if (headers instanceof MultiMap map) {
      return map.names();
    }
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, String> header : headers) {
      names.add(header.getKey());
    }
    return names;
  }

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

  /** The only line of a header; null when there is none, {@link #SEVERAL} when there are more. */
  static @Nullable String one(Iterable<Map.Entry<String, String>> headers, String name) {
    if (headers instanceof MultiMap map && !map.contains(name)) {
      return null; // most are absent, and not every map has an empty list at hand
    }
    List<String> lines = all(headers, name);
    return switch (lines.size()) {
      case 0 -> null;
      case 1 -> lines.get(0);
      default -> SEVERAL;
    };
  }
}
