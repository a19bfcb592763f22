package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.Tracer;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody listens, and the readiness was asked to depend on it. */
class UnreachableEndpointTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withApplicationRoot(jar -> jar.addClass(Http.class))
          .overrideConfigKey("quarkus.http.test-port", "0")
          .overrideConfigKey("quarkus.skein.endpoint", "http://localhost:1")
          .overrideConfigKey("quarkus.skein.shutdown-timeout", "100ms")
          .overrideRuntimeConfigKey("quarkus.skein.health.require-endpoint", "true");

  @TestHTTPResource URI base;
  @Inject Skein skein;
  @Inject Tracer tracer;

  @Test
  void readiness_isDownUntilItIsReached() {
    assertThat(Http.get(base, "/q/health/ready").statusCode()).isEqualTo(200);

    tracer.startSpan("x").end();
    flushInVain();

    HttpResponse<String> response = Http.get(base, "/q/health/ready");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("\"reachable\": false", "\"lastError\"");
  }

  /** Until an attempt has failed; each flush makes one. */
  private void flushInVain() {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (skein.health().reachable()) {
      assertThat(System.nanoTime()).as("an attempt fails in the end").isLessThan(deadline);
      skein.flush(Duration.ofMillis(100));
    }
  }
}
