package dev.skein.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The methods that are recorded by name, case-sensitive; every other one is {@code _OTHER}, so that
 * a client cannot make up span names. Thread-safe.
 */
final class HttpMethods {
  static final String OTHER = "_OTHER";

  private static final String OTHER_NAME = "HTTP";

  private final Map<String, SpanNames> known;
  private final SpanNames other = new SpanNames(OTHER_NAME);

  HttpMethods(List<String> methods) {
    Map<String, SpanNames> names = new HashMap<>();
    methods.forEach(method -> names.put(method, new SpanNames(method)));
    this.known = Map.copyOf(names);
  }

  /** The span names of a method. */
  SpanNames names(@Nullable String method) {
    SpanNames names = method == null ? null : known.get(method);
    return names == null ? other : names;
  }

  /** Whether these are the names of all methods that are not known. */
  boolean isOther(SpanNames names) {
    return names == other;
  }
}
