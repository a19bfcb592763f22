package dev.skein.propagation;

/**
 * Writes the headers of a request or message to be sent. Implementations are thread-safe.
 *
 * @param <C> what holds the headers
 */
@FunctionalInterface
public interface Setter<C> {
  /**
   * Sets a header to one line, in place of any lines it has: a second {@code traceparent} line
   * would make the receiver start a new trace.
   *
   * @param name in lowercase
   * @param value printable ASCII
   */
  void set(C carrier, String name, String value);
}
