package dev.skein.micronaut;

import dev.skein.http.HttpClientSpan;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.http.netty.NettyHttpHeaders;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.AsciiString;
import io.netty.util.AttributeKey;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Sees what only the connections of Micronaut's Netty client know: when the head of a response has
 * come, before the client reads the body, and responses that the client acts on by itself, which
 * are redirects.
 */
@Singleton
@Requires(classes = NettyClientCustomizer.class)
@Requires(condition = TracingEnabled.class)
final class NettyClientListener
    implements BeanCreatedEventListener<NettyClientCustomizer.Registry> {
  /** What the latest request on a connection belongs to, as long as it has not been answered. */
  private static final AttributeKey<ClientExchange> EXCHANGE =
      AttributeKey.valueOf("dev.skein.exchange");

  private static final AsciiString TRACEPARENT = AsciiString.cached(SentTraceparent.NAME);

  /** Set by Micronaut on a request once it has a connection. */
  private static final String CHANNEL = "netty_channel";

  @Override
  public NettyClientCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyClientCustomizer.Registry> event) {
    event.getBean().register(new Customizer(null));
    return event.getBean();
  }

  /**
   * True, when the client is there.
   *
   * @throws LinkageError when it is not
   */
  static boolean isPresent() {
    return NettyClientCustomizer.class.isInterface();
  }

  /** Whether the headers of a request are sent as the very objects that they are. */
  static boolean keepsValues(MutableHttpRequest<?> request) {
    return request.getHeaders() instanceof NettyHttpHeaders;
  }

  /** Tells a span about the connection that its request was sent on, if there was one. */
  static void describe(HttpRequest<?> request, HttpClientSpan span) {
    if (request.getAttributes().getValue(CHANNEL) instanceof Channel channel) {
      NettyPeer peer = NettyPeer.of(channel);
      if (peer.address() != null) {
        span.peer(peer.address(), peer.port());
      }
    }
  }

  /** Adds the handler to an HTTP/1 connection, and to every stream of an HTTP/2 connection. */
  private record Customizer(@Nullable Channel channel) implements NettyClientCustomizer {

    @Override
    public NettyClientCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      return new Customizer(channel);
    }

    @Override
    public void onStreamPipelineBuilt() {
      if (channel != null) {
        channel.pipeline().addLast(HeadHandler.NAME, HeadHandler.INSTANCE);
      }
    }

    @Override
    public void onRequestPipelineBuilt() {
      if (channel != null && channel.pipeline().get(HeadHandler.NAME) == null) {
        ChannelPipeline pipeline = channel.pipeline();
        String reader = ChannelPipelineCustomizer.HANDLER_MICRONAUT_HTTP_RESPONSE;
        if (pipeline.get(reader) != null) {
          pipeline.addBefore(reader, HeadHandler.NAME, HeadHandler.INSTANCE);
        }
      }
    }
  }

  @ChannelHandler.Sharable
  private static final class HeadHandler extends ChannelDuplexHandler {
    static final String NAME = "skein";
    static final HeadHandler INSTANCE = new HeadHandler();

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof io.netty.handler.codec.http.HttpRequest request) {
        context.channel().attr(EXCHANGE).set(exchange(request));
      }
      super.write(context, message, promise);
    }

    private static @Nullable ClientExchange exchange(
        io.netty.handler.codec.http.HttpRequest request) {
      var values = request.headers().valueCharSequenceIterator(TRACEPARENT);
      return values.hasNext() && values.next() instanceof SentTraceparent sent
          ? sent.exchange()
          : null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      if (message instanceof HttpResponse response && isFinal(response)) {
        ClientExchange exchange = context.channel().attr(EXCHANGE).getAndSet(null);
        if (exchange != null) {
          answered(exchange, response, context.channel());
        }
      }
      super.channelRead(context, message);
    }

    private static boolean isFinal(HttpResponse response) {
      return response.decoderResult().isSuccess()
          && response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
    }

    private static void answered(ClientExchange exchange, HttpResponse response, Channel channel) {
      try {
        // a stream of HTTP/2 looks like HTTP/1.1 here
        String version = channel.parent() == null ? response.protocolVersion().text() : "2";
        exchange.answered(
            response.status().code(), version, response.headers(), HttpHeaders::getAll);
      } catch (Exception | LinkageError e) {
        Guard.report("The head of a response", e);
      }
    }
  }
}
