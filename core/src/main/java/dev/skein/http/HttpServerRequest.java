package dev.skein.http;

import dev.skein.propagation.Getter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A received request, as an adapter sees it. Read while {@link HttpServerTracer#start} runs and on
 * its thread; not kept.
 *
 * <p>Values are passed on as they came: nothing has to be decoded, checked or cut. A method may
 * return null for what it does not know. When one throws, the span is started without what was to
 * be made of its answer.
 */
public interface HttpServerRequest {
  /** The method as it stands in the request line, for example {@code GET}. */
  @Nullable String method();

  /** The scheme of the connection itself: {@code http} or {@code https}. */
  @Nullable String scheme();

  /**
   * The raw request target: path and query, or any other form that a request line can have. The
   * only thing that is asked for, beside the headers of the caller's context, when the path is
   * excluded.
   */
  @Nullable String target();

  /**
   * The values of a header, one per header line, in their order.
   *
   * @param lowerCaseName the name in lower case; the look-up must not depend on case
   * @return an empty list when there is none
   */
  List<String> headers(String lowerCaseName);

  /**
   * The only line of a header, without a list: what is mostly asked for.
   *
   * @param lowerCaseName the name in lower case; the look-up must not depend on case
   * @return null when there is none, {@link Getter#SEVERAL} when there is more than one: {@link
   *     #headers} is asked then
   */
  default @Nullable String header(String lowerCaseName) {
    List<String> lines = headers(lowerCaseName);
    int count = lines == null ? 0 : lines.size();
    return count == 0 ? null : count == 1 ? lines.get(0) : Getter.SEVERAL;
  }

  /** The names of all headers, in any case; by default none: see {@link Getter#names}. */
  default Collection<String> headerNames() {
    return List.of();
  }

  /** The {@code :authority} of HTTP/2 and HTTP/3, else the {@code Host} header. */
  default @Nullable String authority() {
    return RequestHeaders.first(this, "host");
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
