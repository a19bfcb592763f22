package dev.skein.propagation;

import java.util.List;

/**
 * Reads the headers of a received request or message. Implementations are thread-safe.
 *
 * @param <C> what holds the headers
 */
@FunctionalInterface
public interface Getter<C> {
  /**
   * All lines of a header, unchanged and in the order received.
   *
   * @param name in lowercase; the look-up must ignore case
   * @return an empty list when there are none
   */
  List<String> getAll(C carrier, String name);
}
