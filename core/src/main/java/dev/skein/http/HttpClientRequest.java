package dev.skein.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request about to be sent, as an adapter sees it. Read while {@link HttpClientTracer#start} runs
 * and on its thread; not kept.
 *
 * <p>One per physical attempt: a retry, a redirect or an authentication round is a request of its
 * own. A method may return null for what it does not know. When one throws, the span is started
 * without what was to be made of its answer.
 */
public interface HttpClientRequest {
  /** The method, for example {@code GET}. */
  @Nullable String method();

  /**
   * The absolute URL, with scheme, host, path and query. Credentials in it are redacted before they
   * reach the span.
   */
  @Nullable String url();

  /** The host the request goes to; null to take it from the URL. */
  default @Nullable String host() {
    return null;
  }

  /** The port the request goes to; zero or less to take it from the URL or its scheme. */
  default int port() {
    return 0;
  }

  /**
   * The values of a header, one per header line, as far as they are known before the request is
   * sent. Asked for only when {@code client.captured-request-headers} names it.
   *
   * @param lowerCaseName the name in lower case; the look-up must not depend on case
   * @return an empty list when there is none
   */
  default List<String> headers(String lowerCaseName) {
    return List.of();
  }

  /** The template the URL was made from, for example {@code /items/{id}}; null when unknown. */
  default @Nullable String urlTemplate() {
    return null;
  }

  /** How many attempts of the same request came before this one; zero for the first. */
  default int resendCount() {
    return 0;
  }

  /**
   * How long ago the attempt began, in nanoseconds by {@link System#nanoTime}, when that was before
   * the span could be started: the time it took to look up a connection. Zero for now.
   */
  default long elapsedNanos() {
    return 0;
  }
}
