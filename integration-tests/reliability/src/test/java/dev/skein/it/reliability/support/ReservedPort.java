package dev.skein.it.reliability.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;

/**
 * A free port that stays ours while nobody listens on it: connections to it are refused, and
 * neither another process nor an outgoing connection is given its number meanwhile.
 */
public final class ReservedPort implements AutoCloseable {
  private final Socket socket = new Socket();

  /** Finds and keeps a free one. */
  public ReservedPort() throws IOException {
    socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Its number. */
  public int number() {
    return socket.getLocalPort();
  }

  /** Listens on it, in this process or in another one. */
  public ServerSocket listen() throws IOException {
    return listen(socket.getLocalAddress(), number());
  }

  static ServerSocket listen(InetAddress address, int port) throws IOException {
    ServerSocket server = new ServerSocket();
    server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(address, port), 128);
    return server;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
