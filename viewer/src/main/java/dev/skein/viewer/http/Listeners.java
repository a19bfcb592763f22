package dev.skein.viewer.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Binds ports, each on all of the addresses that a host stands for. */
final class Listeners {
  private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  private static final int IDLE_SECONDS = 300;
  private static final int TIMEOUT_SECONDS = 30;
  private static final int ATTEMPTS = 20;

  // cookies of everything else on localhost come along
  private static final int MAX_HEADERS = 64 * 1024;
  private static final int MAX_REQUEST_LINE = 16 * 1024;

  private final Vertx vertx;
  private final Handler<HttpServerRequest> handler;
  private final int maxConnections;
  private final List<String> addresses;
  private final List<HttpServer> servers = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  Listeners(Vertx vertx, String host, int maxConnections, Handler<HttpServerRequest> handler)
      throws IOException {
    this.vertx = vertx;
    this.handler = handler;
    this.maxConnections = maxConnections;
    addresses = addresses(host);
  }

  private static List<String> addresses(String host) throws IOException {
    if (host.equalsIgnoreCase("localhost")) {
      return hasIpv6Loopback() ? List.of("127.0.0.1", "::1") : List.of("127.0.0.1");
    }
    try {
      return Stream.of(InetAddress.getAllByName(host)).map(InetAddress::getHostAddress).toList();
    } catch (UnknownHostException e) {
      throw new IOException("There is no host or address \"" + host + "\" to bind", e);
    }
  }

  private static boolean hasIpv6Loopback() {
    try {
      return !Boolean.getBoolean("java.net.preferIPv4Stack")
          && NetworkInterface.getByInetAddress(InetAddress.getByAddress(IPV6_LOOPBACK)) != null;
    } catch (SocketException | UnknownHostException e) {
      return false;
    }
  }

  /**
   * Binds a port on each address.
   *
   * @return the port, which was chosen if zero was asked for
   * @throws BindException if it is taken
   */
  int bind(int port) throws IOException {
    for (int attempt = 1; ; attempt++) {
      List<HttpServer> bound = new ArrayList<>();
      try {
        for (String address : addresses) {
          bound.add(listen(address, bound.isEmpty() ? port : bound.get(0).actualPort()));
        }
        servers.addAll(bound);
        return bound.get(0).actualPort();
      } catch (BindException e) {
        for (HttpServer server : bound) {
          await(server.close());
        }
        // one chosen for the first address may be taken on the second
        if (port != 0 || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private HttpServer listen(String address, int port) throws IOException {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(true)
            .setMaxHeaderSize(MAX_HEADERS)
            .setMaxInitialLineLength(MAX_REQUEST_LINE)
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    HttpServer server =
        vertx.createHttpServer(options).requestHandler(handler).connectionHandler(this::connected);
    try {
      return await(server.listen(port, address));
    } catch (BindException e) {
      BindException taken =
          new BindException(
              "Port " + port + " of " + address + " cannot be bound: " + e.getMessage());
      taken.initCause(e);
      throw taken;
    }
  }

  private void connected(HttpConnection connection) {
    int now = connections.incrementAndGet();
    connection.closeHandler(closed -> connections.decrementAndGet());
    if (now > maxConnections) {
      connection.close();
    }
  }

  /** Ends all that listens, and all connections. */
  void close() {
    for (HttpServer server : servers) {
      try {
        await(server.close());
      } catch (IOException e) {
        throw new IllegalStateException("A port could not be given back", e);
      }
    }
    servers.clear();
  }

  /** Waits, whoever interrupts: half a start or half a close would leave ports and threads. */
  static <T> T await(Future<T> future) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BindException taken) {
        throw taken;
      }
      throw new IOException(String.valueOf(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("nothing happened in " + TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      interrupted = true;
      return await(future);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
