package dev.skein.it.contract.micronaut;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Tracer;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Calls that are made while a context is current. */
final class Subscriptions {
  private Subscriptions() {}

  /**
   * A call that is made in a context. Micronaut 4 makes a call when its client is asked for it,
   * Micronaut 5 when somebody subscribes: the scope is open for both.
   */
  static <T> Mono<T> in(Context context, Tracer tracer, Supplier<Publisher<T>> call) {
    return Mono.from(
        subscriber -> {
          try (Scope scope = tracer.attach(context)) {
            call.get().subscribe(subscriber);
          }
        });
  }
}
