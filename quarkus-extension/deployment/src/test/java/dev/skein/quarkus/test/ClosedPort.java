package dev.skein.quarkus.test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port that refuses connections: it is taken, so that nobody else gets it, and not listened on.
 */
public final class ClosedPort implements AutoCloseable {
  private final Socket taken = new Socket();

  public ClosedPort() throws IOException {
    taken.bind(new InetSocketAddress(0));
  }

  public int number() {
    return taken.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    taken.close();
  }
}
