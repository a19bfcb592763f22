package dev.skein.vertx;

import org.jspecify.annotations.Nullable;

/**
 * A response that sends its caller elsewhere. The next request from the same Vert.x context that
 * goes there is the same one once more, whoever follows: the client, or the application itself.
 * Immutable.
 *
 * @param location as the server wrote it
 * @param resendCount of the request that follows
 */
record Redirect(String location, int resendCount) {
  private static final int FIRST = 300;
  private static final int LAST = 399;

  static boolean isRedirect(int statusCode) {
    return statusCode >= FIRST && statusCode <= LAST;
  }

  /**
   * Whether an absolute URL is where it leads to; a location with dots in its path is not known.
   */
  boolean leadsTo(@Nullable String url) {
    return url != null && !location.isEmpty() && url.endsWith(location);
  }
}
