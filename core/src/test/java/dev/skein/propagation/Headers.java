package dev.skein.propagation;

import dev.skein.Context;
import dev.skein.SpanContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Header lines as a server or client keeps them: names ignore case, lines keep their order. */
final class Headers {
  static final Getter<Headers> GETTER = Headers::lines;
  static final Setter<Headers> SETTER = Headers::set;

  private final Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> written = new ArrayList<>();

  /** What a request with a single header brings. */
  static SpanContext traceParent(String value) {
    return Propagator.traceContext()
        .extract(Context.root(), value, Headers::onlyTraceParent)
        .spanContext();
  }

  private static List<String> onlyTraceParent(String value, String name) {
    return name.equals("traceparent") ? Collections.singletonList(value) : List.of();
  }

  Headers add(String name, String value) {
    lines.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    return this;
  }

  void set(String name, String value) {
    written.add(name);
    lines.put(name, new ArrayList<>(List.of(value)));
  }

  List<String> lines(String name) {
    return lines.getOrDefault(name, List.of());
  }

  /** The names that were set, as they were written. */
  List<String> written() {
    return written;
  }
}
