package dev.skein.viewer.http;

import java.util.Set;

/**
 * Where the server listens and what it says of itself.
 *
 * @param host the name or address to bind; {@code localhost} stands for both loopback addresses
 * @param port 0 for any that is free
 * @param zipkinPort 0 for any that is free, -1 for none; done without if it is taken
 * @param allowedHosts names by which it may be addressed besides its own
 * @param limits what it accepts
 * @param version what runs here, to be shown
 */
public record ServerSettings(
    String host,
    int port,
    int zipkinPort,
    Set<String> allowedHosts,
    Limits limits,
    String version) {
  public ServerSettings {
    allowedHosts = Set.copyOf(allowedHosts);
  }
}
