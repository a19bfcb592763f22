package dev.skein.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A received request, as an adapter sees it. Read while {@link HttpServerTracer#start} runs and on
 * its thread; not kept.
 *
 * <p>Values are passed on as they came: nothing has to be decoded, checked or cut. A method may
 * return null for what it does not know, and one that throws is taken to have returned null.
 */
public interface HttpServerRequest {
  /** The method as it stands in the request line, for example {@code GET}. */
  @Nullable String method();

  /** The scheme of the connection itself: {@code http} or {@code https}. */
  @Nullable String scheme();

  /**
   * The raw request target: path and query, or any other form that a request line can have. Asked
   * for first, and the only thing asked for when the path is excluded.
   */
  @Nullable String target();

  /**
   * The values of a header, one per header line, in their order.
   *
   * @param lowerCaseName the name in lower case; the look-up must not depend on case
   * @return an empty list when there is none
   */
  List<String> headers(String lowerCaseName);

  /** The {@code :authority} of HTTP/2 and HTTP/3, else the {@code Host} header. */
  default @Nullable String authority() {
    List<String> hosts = headers("host");
    return hosts.isEmpty() ? null : hosts.get(0);
  }

  /** The IP address of the other end of the connection, as text. */
  @Nullable String peerAddress();

  /** The port of the other end of the connection; zero or less when it is not known. */
  int peerPort();

  /**
   * The version of the protocol, in any usual spelling: {@code 1.1}, {@code HTTP/2}, {@code h2}.
   */
  @Nullable String protocolVersion();
}
