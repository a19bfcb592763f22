package dev.skein.testkit.contract;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, as the {@link ContractRoutes} see them: what a server in this JVM
 * has to offer so that it needs no handlers of its own. Used by one thread at a time.
 */
public interface ContractExchange {
  /** The method of the request. */
  String method();

  /** The path of the request as it was sent, without the query. */
  String path();

  /** The value of a request header, whatever the case of its name; null when there is none. */
  @Nullable String header(String name);

  /** The body of the request. */
  InputStream body() throws IOException;

  /**
   * Sends the head of the response.
   *
   * @param headers what it has besides those about length and connection
   * @param length of the body in bytes; -1 when it is not known, which asks for chunks
   */
  void start(int status, Map<String, String> headers, long length) throws IOException;

  /** Whether the head of the response has been sent. */
  boolean isStarted();

  /** Sends a part of the body at once, without waiting for more. */
  void write(byte[] bytes) throws IOException;

  /** Closes the connection, with whatever has been sent. */
  void drop() throws IOException;

  /**
   * Sends an informational response, status 103.
   *
   * @throws UnsupportedOperationException by default: the server cannot
   */
  default void earlyHints() throws IOException {
    throw new UnsupportedOperationException("no informational responses");
  }

  /**
   * An exchange of a server that gives out streams.
   *
   * @param path without the query, as it was sent
   * @param header the value of a request header, whatever the case of its name; null when there is
   *     none
   * @param body the body of the request
   * @param head sends the head of the response
   * @param drop closes the connection
   */
  static ContractExchange of(
      String method,
      String path,
      Function<String, @Nullable String> header,
      InputStream body,
      Head head,
      Closeable drop) {
    return new StreamExchange(method, path, header, body, head, drop);
  }

  /** Sends the head of a response. */
  @FunctionalInterface
  interface Head {
    /**
     * As {@link ContractExchange#start}.
     *
     * @return what takes the body
     */
    OutputStream send(int status, Map<String, String> headers, long length) throws IOException;
  }
}
