package dev.skein.interop;

import dev.skein.Context;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Header lines as a server or client keeps them: names ignore case, lines keep their order. */
final class Headers {
  private static final Getter<Headers> GETTER =
      new Getter<>() {
        @Override
        public List<String> getAll(Headers headers, String name) {
          return headers.lines.getOrDefault(name, List.of());
        }

        @Override
        public Collection<String> names(Headers headers) {
          return headers.lines.keySet();
        }
      };

  private final Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** Pairs of names and values. */
  static Headers of(String... namesAndValues) {
    Headers headers = new Headers();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  /** What a propagator writes. */
  static Map<String, String> injected(Propagator propagator, Context context) {
    Map<String, String> written = new TreeMap<>();
    propagator.inject(context, written, Map::put);
    return written;
  }

  Headers add(String name, String value) {
    lines.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    return this;
  }

  Context extract(Propagator propagator) {
    return extract(propagator, Context.root());
  }

  Context extract(Propagator propagator, Context base) {
    return propagator.extract(base, this, GETTER);
  }
}
