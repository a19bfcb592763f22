package dev.skein.it.reliability.support;

import java.io.IOException;
import java.net.Socket;

/** Ends of connections. */
final class Sockets {
  private Sockets() {}

  /** Ends a connection with a reset (RST), wherever its streams are. */
  static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It has ended.
    }
  }

  /** Ends a connection in order (FIN). */
  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It has ended.
    }
  }
}
