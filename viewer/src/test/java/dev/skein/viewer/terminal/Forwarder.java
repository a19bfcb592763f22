package dev.skein.viewer.terminal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An address that stays while viewers come and go behind it: a port that a viewer gives back may be
 * another program's the next moment.
 */
final class Forwarder implements AutoCloseable {
  private static final int NOBODY = 0;

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile int target = NOBODY;

  Forwarder() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    daemon(this::accept);
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getLocalPort());
  }

  /** Who is behind the address from now on. */
  void forwardTo(URI viewer) {
    target = viewer.getPort();
  }

  /** Nobody is behind it any more. */
  void disconnect() throws IOException {
    target = NOBODY;
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "forwarder");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        sockets.add(client);
        daemon(() -> forward(client, target));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void forward(Socket client, int port) {
    try (client) {
      if (port != NOBODY) {
        Socket viewer = new Socket(InetAddress.getByName("localhost"), port);
        sockets.add(viewer);
        daemon(() -> copy(client, viewer));
        copy(viewer, client);
      }
    } catch (IOException e) {
      // the viewer has gone meanwhile
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one of both has gone, so the other one has to
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    disconnect();
  }
}
