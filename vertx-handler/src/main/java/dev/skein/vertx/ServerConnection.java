package dev.skein.vertx;

import io.netty.channel.Channel;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of one connection have in common. Asked of Vert.x once, which would write the
 * address as text and search the channel's handlers for the one of TLS at every request.
 *
 * @param peerAddress the IP address of the other end; null when it has none
 * @param peerPort its port; zero or less when it has none
 * @param scheme {@code http} or {@code https}
 */
record ServerConnection(@Nullable String peerAddress, int peerPort, String scheme) {
  private static final AttributeKey<ServerConnection> KEPT =
      AttributeKey.valueOf(ServerConnection.class, "kept");

  static ServerConnection of(HttpServerRequest request) {
    Channel channel = VertxInternals.channel(request.connection());
    if (channel == null) {
      return read(request);
    }
    Attribute<ServerConnection> kept = channel.attr(KEPT);
    ServerConnection connection = kept.get();
    if (connection == null) {
      connection = read(request);
      kept.set(connection);
    }
    return connection;
  }

  private static ServerConnection read(HttpServerRequest request) {
    SocketAddress peer = request.remoteAddress();
    return new ServerConnection(
        peer == null ? null : peer.hostAddress(),
        peer == null ? 0 : peer.port(),
        request.isSSL() ? "https" : "http");
  }
}
