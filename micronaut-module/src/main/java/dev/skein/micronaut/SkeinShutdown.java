package dev.skein.micronaut;

import dev.skein.Skein;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.event.BeanDestroyedEvent;
import io.micronaut.context.event.BeanDestroyedEventListener;
import jakarta.annotation.PreDestroy;

/**
 * Closes the {@link Skein} when everything that may still end a span is gone: the server, the
 * clients and the executors. Micronaut destroys the beans that listen to the destruction of others
 * last, which is why this is one.
 */
@Context
final class SkeinShutdown implements BeanDestroyedEventListener<Skein> {
  private final Skein skein;

  SkeinShutdown(Skein skein) {
    this.skein = skein;
  }

  @Override
  public void onDestroyed(BeanDestroyedEvent<Skein> event) {
    // nothing: the Skein is closed below, whatever the order
  }

  @PreDestroy
  void close() {
    skein.close();
  }
}
