package dev.skein.viewer.http;

import java.time.Duration;

/**
 * What the server accepts.
 *
 * @param maxBodyBytes the largest body of spans, compressed and not
 * @param importLimit the largest import, compressed and not
 * @param receiveLimit how many bytes of bodies may wait and be worked on at a time, compressed and
 *     not together
 * @param bodyTimeout how long a body may take to arrive
 * @param maxConnections how many connections are held at a time; further ones are closed
 */
public record Limits(
    int maxBodyBytes,
    int importLimit,
    long receiveLimit,
    Duration bodyTimeout,
    int maxConnections) {
  private static final long RECEIVE_LIMIT = 64L * 1024 * 1024;
  private static final Duration BODY_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_CONNECTIONS = 512;

  /**
   * The limits of bodies, and defaults for the rest. A body of any kind fits while there is no
   * other, as it came and as it was before it was compressed; also a compressed file that was
   * compressed once more on its way, as {@link ReceivedBody} never has all three.
   */
  public static Limits of(int maxBodyBytes, int importLimit) {
    return new Limits(
        maxBodyBytes,
        importLimit,
        Math.max(RECEIVE_LIMIT, 2L * Math.max(maxBodyBytes, importLimit)),
        BODY_TIMEOUT,
        MAX_CONNECTIONS);
  }
}
