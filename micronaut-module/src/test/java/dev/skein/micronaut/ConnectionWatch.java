package dev.skein.micronaut;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Knows the server's connections, so that a test can wait for the server to notice an abort. */
@Singleton
class ConnectionWatch implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private final BlockingQueue<Channel> opened = new LinkedBlockingQueue<>();

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event
        .getBean()
        .register(
            new NettyServerCustomizer() {
              @Override
              public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
                if (role == ChannelRole.CONNECTION) {
                  opened.add(channel);
                }
                return this;
              }
            });
    return event.getBean();
  }

  /** Forgets the connections so far. */
  void clear() {
    opened.clear();
  }

  /** Waits for the first connection since then to be closed. */
  void awaitClosed() throws InterruptedException {
    Channel channel = opened.poll(App.LONG.toSeconds(), TimeUnit.SECONDS);
    if (channel == null || !channel.closeFuture().await(App.LONG.toMillis())) {
      throw new AssertionError("not closed: " + channel);
    }
  }
}
