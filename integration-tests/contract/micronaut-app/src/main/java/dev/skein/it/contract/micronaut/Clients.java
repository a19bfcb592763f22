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
  private record Needs(
      Duration timeout, boolean ofWholeCall, boolean followRedirects, boolean http2) {}

  Clients(StreamingHttpClient main, HttpClientConfiguration defaults, BeanContext beans) {
    this.main = main;
    this.defaults = defaults;
    this.beans = beans;
  }

  /** The default one. */
  StreamingHttpClient main() {
    return main;
  }

  /** One that does what a call wants, and gives up on the whole call when it takes too long. */
  StreamingHttpClient timingWholeCalls(CallSpec call) {
    return of(new Needs(call.timeout(), true, call.followRedirects(), call.http2()));
  }

  /** One that does what a call wants, and gives up when it reads nothing for too long. */
  StreamingHttpClient timingReads(CallSpec call) {
    return of(new Needs(call.timeout(), false, call.followRedirects(), call.http2()));
  }

  private StreamingHttpClient of(Needs needs) {
    boolean usual =
        needs.timeout().isZero()
            && needs.followRedirects() == defaults.isFollowRedirects()
            && !needs.http2();
    return usual ? main : others.computeIfAbsent(needs, this::create);
  }

  private StreamingHttpClient create(Needs needs) {
    DefaultHttpClientConfiguration configuration = new DefaultHttpClientConfiguration();
    configuration.setMaxContentLength(defaults.getMaxContentLength());
    configuration.setFollowRedirects(needs.followRedirects());
    if (!needs.timeout().isZero() && needs.ofWholeCall()) {
      configuration.setRequestTimeout(needs.timeout());
    } else if (!needs.timeout().isZero()) {
      configuration.setReadTimeout(needs.timeout());
    }
    if (needs.http2()) {
      configuration.setPlaintextMode(PlaintextMode.H2C);
    }
    return beans.createBean(StreamingHttpClient.class, LoadBalancer.empty(), configuration);
  }
}
