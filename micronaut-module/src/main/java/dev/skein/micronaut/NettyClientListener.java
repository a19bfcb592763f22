package dev.skein.micronaut;

import dev.skein.http.HttpClientSpan;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.AttributeKey;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what only the connections of Micronaut's Netty client know: the status of a response
 * that the client acts on by itself, which is a redirect.
 */
@Singleton
@Requires(classes = NettyClientCustomizer.class)
@Requires(condition = TracingEnabled.class)
final class NettyClientListener
    implements BeanCreatedEventListener<NettyClientCustomizer.Registry> {
  private static final AttributeKey<Answer> ANSWER = AttributeKey.valueOf("dev.skein.answer");

  /** The header that tells requests apart. */
  static final String TRACEPARENT = "traceparent";

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

  /**
   * Tells a span about the connection that its request was sent on, if there was one.
   *
   * @param traceparent what the request was sent with
   */
  static void describe(HttpRequest<?> request, HttpClientSpan span, @Nullable String traceparent) {
    if (request.getAttributes().getValue(CHANNEL) instanceof Channel channel) {
      Answer answer = channel.attr(ANSWER).get();
      if (answer != null && traceparent != null && traceparent.equals(answer.traceparent)) {
        span.response(answer.status);
      }
      NettyPeer peer = NettyPeer.of(channel);
      if (peer.address() != null) {
        span.peer(peer.address(), peer.port());
      }
    }
  }

  /** The latest answer on a connection, which can be one to a later request. */
  private static final class Answer {
    private final @Nullable String traceparent;
    private volatile int status;

    /**
     * None yet.
     *
     * @param traceparent what the request was sent with
     */
    Answer(@Nullable String traceparent) {
      this.traceparent = traceparent;
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
        channel.pipeline().addLast(StatusHandler.NAME, StatusHandler.INSTANCE);
      }
    }

    @Override
    public void onRequestPipelineBuilt() {
      if (channel != null && channel.pipeline().get(StatusHandler.NAME) == null) {
        ChannelPipeline pipeline = channel.pipeline();
        String reader = ChannelPipelineCustomizer.HANDLER_MICRONAUT_HTTP_RESPONSE;
        if (pipeline.get(reader) != null) {
          pipeline.addBefore(reader, StatusHandler.NAME, StatusHandler.INSTANCE);
        }
      }
    }
  }

  @ChannelHandler.Sharable
  private static final class StatusHandler extends ChannelDuplexHandler {
    static final String NAME = "skein";
    static final StatusHandler INSTANCE = new StatusHandler();

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof io.netty.handler.codec.http.HttpRequest request) {
        context.channel().attr(ANSWER).set(new Answer(request.headers().get(TRACEPARENT)));
      }
      super.write(context, message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      if (message instanceof HttpResponse response) {
        Answer request = context.channel().attr(ANSWER).get();
        if (request != null) {
          request.status = response.status().code();
        }
      }
      super.channelRead(context, message);
    }
  }
}
