package dev.skein.okhttp;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import javax.net.SocketFactory;

/** Sockets that try to connect until they are closed. */
final class StuckSockets extends SocketFactory {
  private final CountDownLatch connecting = new CountDownLatch(1);

  /** Released when the first socket begins to connect. */
  CountDownLatch connecting() {
    return connecting;
  }

  @Override
  public Socket createSocket() {
    CountDownLatch closed = new CountDownLatch(1);
    return new Socket() {
      @Override
      public void connect(SocketAddress endpoint, int timeout) throws SocketException {
        connecting.countDown();
        OkHttpTest.await(closed);
        throw new SocketException("Socket closed");
      }

      @Override
      public void close() {
        closed.countDown();
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw new UnsupportedOperationException();
  }
}
