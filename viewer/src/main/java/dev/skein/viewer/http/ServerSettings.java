package dev.skein.viewer.http;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens and what it accepts.
 *
 * @param host the name or address to bind; {@code localhost} stands for both loopback addresses
 * @param port 0 for any that is free
 * @param zipkinPort 0 for any that is free, -1 for none; done without if it is taken
 * @param allowedHosts names by which it may be addressed besides its own
 * @param maxBodyBytes limit of a body of spans, compressed and not
 * @param importLimit limit of an import, compressed and not
 * @param bodyTimeout how long a body may take to arrive
 * @param maxConnections how many connections are held at a time; further ones are closed
 * @param dataDirectory where the store's files are, to be shown; null for nowhere
 * @param version what runs here, to be shown
 */
public record ServerSettings(
    String host,
    int port,
    int zipkinPort,
    Set<String> allowedHosts,
    int maxBodyBytes,
    int importLimit,
    Duration bodyTimeout,
    int maxConnections,
    @Nullable String dataDirectory,
    String version) {
  /** How long a body may take to arrive, unless told otherwise. */
  public static final Duration BODY_TIMEOUT = Duration.ofSeconds(30);

  /** How many connections are held, unless told otherwise. */
  public static final int MAX_CONNECTIONS = 512;

  private static final long RECEIVE_LIMIT = 64L * 1024 * 1024;

  /** How many bytes of bodies may wait and be worked on at a time; one of any kind always fits. */
  long receiveLimit() {
    return Math.max(Math.max(RECEIVE_LIMIT, importLimit), maxBodyBytes);
  }

  public ServerSettings {
    allowedHosts = Set.copyOf(allowedHosts);
  }
}
