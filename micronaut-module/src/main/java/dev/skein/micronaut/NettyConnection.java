package dev.skein.micronaut;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of one connection that have not ended. Micronaut says that a request is over when
 * it has nothing more to do for it, which for an answer that never comes is never, and does not say
 * whether all of it was written; when the other end closes the connection, nobody waits any more.
 * Only used on the connection's event loop.
 */
final class NettyConnection extends ChannelOutboundHandlerAdapter implements ChannelFutureListener {
  private static final AttributeKey<NettyConnection> KEY =
      AttributeKey.valueOf("dev.skein.connection");

  /** The first of a list that the exchanges are linked to. */
  private @Nullable ServerExchange latest;

  private boolean closedHere;

  /** Has an exchange end with its connection, unless it ends before. */
  static void add(Channel channel, ServerExchange exchange) {
    if (!channel.eventLoop().inEventLoop()) {
      return;
    }
    NettyConnection connection = channel.attr(KEY).get();
    if (connection == null) {
      connection = new NettyConnection();
      channel.attr(KEY).set(connection);
      // at the head, where every close of our own passes by, and none of the other end
      channel.pipeline().addFirst(connection);
      channel.closeFuture().addListener(connection);
    }
    connection.forgetEnded();
    exchange.linkTo(connection.latest);
    connection.latest = exchange;
  }

  /** Lets go of what has ended, so that an idle connection keeps nothing of its last request. */
  static void clean(Channel channel) {
    NettyConnection connection = channel.eventLoop().inEventLoop() ? channel.attr(KEY).get() : null;
    if (connection != null) {
      connection.forgetEnded();
    }
  }

  private void forgetEnded() {
    latest = firstOpen(latest);
    for (ServerExchange open = latest; open != null; open = open.earlier()) {
      open.linkTo(firstOpen(open.earlier()));
    }
  }

  private static @Nullable ServerExchange firstOpen(@Nullable ServerExchange first) {
    ServerExchange exchange = first;
    while (exchange != null && exchange.span().ended()) {
      exchange = exchange.earlier();
    }
    return exchange;
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
    closedHere = true;
    super.close(context, promise);
  }

  @Override
  public void operationComplete(ChannelFuture closed) {
    try {
      for (ServerExchange open = firstOpen(latest);
          open != null;
          open = firstOpen(open.earlier())) {
        open.disconnected(closedHere);
      }
      latest = null;
    } catch (Exception | LinkageError e) {
      Guard.report("The end of a connection", e);
    }
  }
}
