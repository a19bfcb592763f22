package dev.skein.vertx;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of one connection have in common. Asked of Vert.x once, which would write the
 * address as text and search the channel's handlers for the one of TLS at every request.
 *
 * <p>Before HTTP/2 it also watches what becomes of responses. Vert.x takes one for complete when it
 * has been handed the last of it; by then megabytes may wait to be sent, or the connection may be
 * closed without anybody having been told. Used by the event loop of the connection.
 */
final class ServerConnection extends ChannelOutboundHandlerAdapter {
  private static final AttributeKey<ServerConnection> KEPT =
      AttributeKey.valueOf(ServerConnection.class, "kept");

  /** The name of the handler that is Vert.x. */
  private static final String VERTX = "handler";

  private static final int SWITCHING_PROTOCOLS = 101;

  private final @Nullable String peerAddress;
  private final int peerPort;
  private final String scheme;

  /** What waits to be sent; still there when the channel has already forgotten it. */
  private @Nullable ChannelOutboundBuffer outbound;

  /** Whether the last of the response was written, and while the connection was open. */
  private boolean written;

  private boolean lost;
  private @Nullable ServerCall unreported;

  private ServerConnection(HttpServerRequest request) {
    SocketAddress peer = request.remoteAddress();
    this.peerAddress = peer == null ? null : peer.hostAddress();
    this.peerPort = peer == null ? 0 : peer.port();
    this.scheme = request.isSSL() ? "https" : "http";
  }

  static ServerConnection of(HttpServerRequest request) {
    Channel channel = VertxInternals.channel(request.connection());
    if (channel == null) {
      return new ServerConnection(request);
    }
    Attribute<ServerConnection> kept = channel.attr(KEPT);
    ServerConnection connection = kept.get();
    if (connection == null) {
      connection = new ServerConnection(request);
      kept.set(connection);
      if (request.version() != HttpVersion.HTTP_2) {
        connection.watch(channel);
      }
    }
    return connection;
  }

  private void watch(Channel channel) {
    outbound = channel.unsafe().outboundBuffer();
    channel.closeFuture().addListener(closed -> closed(channel));
    if (!VertxInternals.REPORTS_WITH_THE_LAST_WRITE && channel.pipeline().get(VERTX) != null) {
      channel.pipeline().addBefore(VERTX, null, this);
    }
  }

  /** The IP address of the other end; null when it has none. */
  @Nullable String peerAddress() {
    return peerAddress;
  }

  /** The port of the other end; zero or less when it has none. */
  int peerPort() {
    return peerPort;
  }

  /** {@code http} or {@code https}. */
  String scheme() {
    return scheme;
  }

  /** A request has come, and is the only one of this connection until its response is reported. */
  void received(ServerCall call) {
    written = false;
    if (VertxInternals.REPORTS_WITH_THE_LAST_WRITE) {
      unreported = call;
    }
  }

  /** Sees what Vert.x writes before it is encoded, until the pipeline of a closed one is empty. */
  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof LastHttpContent && !isInterim(message)) {
      written = context.channel().isOpen();
    }
    super.write(context, message, promise);
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL
        && response.status().code() != SWITCHING_PROTOCOLS;
  }

  private void closed(Channel channel) {
    // Not by its bytes: what is just written still counts while its listeners close the channel.
    if (outbound != null && !outbound.isEmpty()) {
      lost = true;
    }
    ServerCall call = unreported;
    if (call != null) {
      // Vert.x 5 drops the rest of a response that was not written yet when the connection is
      // closed. It says so if it had not been handed the last of it by then: in the next turn.
      channel.eventLoop().execute(() -> channel.eventLoop().execute(() -> dropped(call)));
    }
  }

  private static void dropped(ServerCall call) {
    try {
      if (!call.span().ended()) {
        call.failed(null);
      }
    } catch (Throwable e) {
      Complaints.report("Tracing a response that was dropped", e);
    }
  }

  /** Ends a call whose response is said to be complete, when it was sent or could not be. */
  static void endWhenSent(Channel channel, ServerCall call) {
    if (VertxInternals.REPORTS_WITH_THE_LAST_WRITE) {
      ServerConnection connection = channel.attr(KEPT).get();
      if (connection != null) {
        connection.unreported = null;
      }
    }
    if (channel.isWritable()) {
      // what is left fits into a buffer, as much as any system keeps for itself after that
      call.end();
    } else if (channel.isOpen()) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> sent(sent, call));
    } else {
      end(call, !isLost(channel));
    }
  }

  /** Whether the connection was closed before the last of the response was on its way. */
  static boolean isLost(Channel channel) {
    ServerConnection connection = channel.attr(KEPT).get();
    return !channel.isOpen() && (connection == null || !connection.written || connection.lost);
  }

  private static void sent(Future<?> sent, ServerCall call) {
    try {
      end(call, sent.isSuccess());
    } catch (Throwable e) {
      Complaints.report("Tracing a response that was sent", e);
    }
  }

  private static void end(ServerCall call, boolean sent) {
    if (sent) {
      call.end();
    } else {
      call.failed(null);
    }
  }
}
