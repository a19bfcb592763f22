package dev.skein.fuzz;

import dev.skein.propagation.Getter;
import dev.skein.propagation.Setter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The headers of a request: lines {@code name: value}; a line without a colon has no value. */
public final class Headers {
  public static final Getter<Headers> GETTER =
      new Getter<>() {
        @Override
        public List<String> getAll(Headers headers, String name) {
          return headers.lines(name);
        }

        @Override
        public Collection<String> names(Headers headers) {
          return headers.lines.keySet();
        }
      };

  public static final Setter<Headers> SETTER =
      (headers, name, value) -> {
        Check.that(isFieldName(name), "a header has a name", name);
        Check.isHeaderValue(value);
        headers.lines.put(name, List.of(value));
      };

  private final Map<String, List<String>> lines = new LinkedHashMap<>();

  /** Without any. */
  public Headers() {}

  public static Headers of(byte[] data) {
    Headers headers = new Headers();
    for (String line : Input.lines(data)) {
      int colon = line.indexOf(':');
      String name = (colon < 0 ? line : line.substring(0, colon)).toLowerCase(Locale.ROOT);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      headers.add(name, value.startsWith(" ") ? value.substring(1) : value);
    }
    return headers;
  }

  public Headers add(String name, String value) {
    lines.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
    return this;
  }

  public List<String> lines(String name) {
    return lines.getOrDefault(name, List.of());
  }

  public Collection<String> names() {
    return lines.keySet();
  }

  /** What an HTTP server lets through as a name (RFC 9110, 5.6.2). */
  private static boolean isFieldName(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'z')
                        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }
}
