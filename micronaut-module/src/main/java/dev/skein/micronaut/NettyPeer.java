package dev.skein.micronaut;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a connection, looked up once per connection.
 *
 * @param address its IP address as text; null when it has none
 * @param port zero when it has none
 * @param secure whether the connection is encrypted
 */
record NettyPeer(@Nullable String address, int port, boolean secure) {
  private static final AttributeKey<NettyPeer> KEY = AttributeKey.valueOf("dev.skein.peer");

  /** The other end of a channel whose connection is there. */
  static NettyPeer of(Channel channel) {
    NettyPeer known = channel.attr(KEY).get();
    if (known == null) {
      known = read(channel);
      channel.attr(KEY).set(known);
    }
    return known;
  }

  private static NettyPeer read(Channel channel) {
    boolean secure = channel.pipeline().get(SslHandler.class) != null;
    return channel.remoteAddress() instanceof InetSocketAddress peer && !peer.isUnresolved()
        ? new NettyPeer(peer.getAddress().getHostAddress(), peer.getPort(), secure)
        : new NettyPeer(null, 0, secure);
  }
}
