package dev.skein.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers of the request that is sent. Used for one hop after the other: setting a header again
 * allocates nothing, so that only the value's text is counted. Not thread-safe.
 */
public final class Outgoing {
  private final Map<String, String> headers = new HashMap<>();

  /** Sets a header. */
  public void set(String name, String value) {
    headers.put(name, value);
  }

  /** The value set last; null when there is none. */
  public @Nullable String get(String name) {
    return headers.get(name);
  }
}
