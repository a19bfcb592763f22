package dev.skein.it.reliability.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A network between a service and its backend that breaks when it is told to, always in the same
 * way. Every new fault begins with the end of all connections there are. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int BUFFER = 8 << 10;

  private final int target;
  private final ReservedPort port = new ReservedPort();

  /** Guarded by this object's lock, as all below. */
  private final Set<Socket> sockets = new HashSet<>();

  private @Nullable ServerSocket server;
  private Fault fault = Fault.NONE;
  private int connections;

  /** A network without faults to a port of the loopback interface. */
  public FaultProxy(int target) throws IOException {
    this.target = target;
    use(Fault.NONE);
  }

  /** Where the service sends to. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port.number() + "/v1/traces");
  }

  /** From now on, for connections to come; those that are there end. Counting begins anew. */
  public synchronized void use(Fault next) throws IOException {
    fault = next;
    cutAll();
    connections = 0;
    boolean listens = next != Fault.REFUSED;
    ServerSocket listening = server;
    if (listening != null && !listens) {
      listening.close();
      server = null;
    } else if (listening == null && listens) {
      ServerSocket opened = port.listen();
      server = opened;
      daemon(() -> accept(opened));
    }
  }

  private synchronized void cutAll() {
    sockets.forEach(Sockets::reset);
    sockets.clear();
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        try {
          connect(client);
        } catch (IOException e) {
          // nobody listens behind
          Sockets.reset(client);
        }
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private synchronized void connect(Socket client) throws IOException {
    if (fault == Fault.REFUSED) {
      // came just before nobody listened any more
      Sockets.reset(client);
      return;
    }
    sockets.add(client);
    connections++;
    if (fault == Fault.NEVER_READ) {
      notifyAll();
      return;
    }
    Socket backend = new Socket(InetAddress.getLoopbackAddress(), target);
    sockets.add(backend);
    client.setTcpNoDelay(true);
    backend.setTcpNoDelay(true);
    Flow request = fault.request.get();
    Flow reply = fault.reply.get();
    daemon(() -> pump(client, backend, request));
    daemon(() -> pump(backend, client, reply));
    notifyAll();
  }

  private void pump(Socket from, Socket to, Flow flow) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        flow.pass(buffer, read, out, to);
      }
      to.shutdownOutput();
    } catch (Flow.Broken e) {
      end(from, to, e.reset);
    } catch (IOException e) {
      end(from, to, true);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private synchronized void end(Socket one, Socket other, boolean reset) {
    for (Socket socket : new Socket[] {one, other}) {
      if (reset) {
        Sockets.reset(socket);
      } else {
        Sockets.close(socket);
      }
      sockets.remove(socket);
    }
  }

  /** Waits for that many connections since the last fault began. */
  public synchronized void awaitConnections(int count) throws InterruptedException {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (connections < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError(connections + " connections came, not " + count);
      }
      wait(left);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    cutAll();
    ServerSocket listening = server;
    if (listening != null) {
      listening.close();
    }
    port.close();
  }
}
