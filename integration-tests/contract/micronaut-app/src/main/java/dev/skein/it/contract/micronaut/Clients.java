package dev.skein.it.contract.micronaut;

import dev.skein.it.contract.support.CallSpec;
import io.micronaut.context.BeanContext;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.http.client.HttpVersionSelection.PlaintextMode;
import io.micronaut.http.client.LoadBalancer;
import io.micronaut.http.client.StreamingHttpClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The application's HTTP clients: the default one, and others where a call needs another
 * configuration. The framework closes them.
 */
@Singleton
class Clients {
  private final StreamingHttpClient main;
  private final HttpClientConfiguration defaults;
  private final BeanContext beans;
  private final ConcurrentHashMap<Needs, StreamingHttpClient> others = new ConcurrentHashMap<>();

  /** What a client is configured for; it cannot be said call by call. */
  private record Needs(Duration timeout, boolean followRedirects, boolean http2) {}

  Clients(StreamingHttpClient main, HttpClientConfiguration defaults, BeanContext beans) {
    this.main = main;
    this.defaults = defaults;
    this.beans = beans;
  }

  /** The default one. */
  StreamingHttpClient main() {
    return main;
  }

  /** One that does what a call wants. */
  StreamingHttpClient of(CallSpec call) {
    boolean usual =
        call.timeout().isZero()
            && call.followRedirects() == defaults.isFollowRedirects()
            && !call.http2();
    return usual
        ? main
        : others.computeIfAbsent(
            new Needs(call.timeout(), call.followRedirects(), call.http2()), this::create);
  }

  private StreamingHttpClient create(Needs needs) {
    DefaultHttpClientConfiguration configuration = new DefaultHttpClientConfiguration();
    configuration.setMaxContentLength(defaults.getMaxContentLength());
    configuration.setFollowRedirects(needs.followRedirects());
    if (!needs.timeout().isZero()) {
      configuration.setRequestTimeout(needs.timeout());
    }
    if (needs.http2()) {
      configuration.setPlaintextMode(PlaintextMode.H2C);
    }
    return beans.createBean(StreamingHttpClient.class, LoadBalancer.empty(), configuration);
  }
}
