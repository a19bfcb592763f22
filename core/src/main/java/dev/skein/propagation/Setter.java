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

  /**
   * Takes all lines of a header away: what must not go to this receiver, and may be there from an
   * earlier attempt or from a request that is passed on. Does nothing by default, for carriers that
   * begin empty.
   *
   * @param name in lowercase; the look-up must ignore case
   */
  default void remove(C carrier, String name) {}
}
