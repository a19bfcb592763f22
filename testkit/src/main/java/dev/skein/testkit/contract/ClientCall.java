package dev.skein.testkit.contract;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A call that a client under contract is to make. Immutable.
 *
 * @param headers that the application sets itself, in their order
 * @param body to be sent; empty for none
 * @param timeout of the whole call; zero for none
 * @param cancelAfter when the application gives the call up; zero for never
 * @param followRedirects whether the client is to follow them by itself
 * @param http2 whether HTTP/2 without TLS is asked for: from the start or by an upgrade, as the
 *     client does
 * @param caller the headers of the request in whose course the call is made: {@code traceparent}
 *     and, where there is one, {@code tracestate} and {@code baggage}. For a subject in this JVM
 *     the contract has done with them what there is to do; one in a process of its own is sent a
 *     request that has them.
 */
public record ClientCall(
    String method,
    URI url,
    List<Map.Entry<String, String>> headers,
    String body,
    Duration timeout,
    Duration cancelAfter,
    boolean followRedirects,
    boolean http2,
    Map<String, String> caller) {

  public ClientCall {
    headers = List.copyOf(headers);
    caller = Map.copyOf(caller);
  }
}
