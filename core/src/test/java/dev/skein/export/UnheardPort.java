package dev.skein.export;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A port on loopback at which nobody listens: who connects is refused. It is bound all the while,
 * so that no other program gets it, in a way that leaves it to a server of the test.
 */
final class UnheardPort implements AutoCloseable {
  private final Socket bound = new Socket();

  UnheardPort() throws IOException {
    bound.setReuseAddress(true);
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  int number() {
    return bound.getLocalPort();
  }

  /** Without a name, which could be that of another address, too. */
  URI uri() {
    return URI.create(
        "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + number());
  }

  @Override
  public void close() throws IOException {
    bound.close();
  }
}
