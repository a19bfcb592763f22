package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Tracer;
import dev.skein.testkit.OtlpReceiver;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What has ended when the application stops is delivered, to the last span. */
class ShutdownTest {
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static OtlpReceiver receiver;

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withApplicationRoot(jar -> jar.addClasses(Resource.class, Http.class))
          .overrideConfigKey("quarkus.http.test-port", "0")
          .overrideConfigKey("quarkus.skein.export-delay", "1h")
          .overrideConfigKey("quarkus.skein.shutdown-timeout", "2m")
          .setBeforeAllCustomizer(
              () -> {
                receiver = OtlpReceiver.start();
                System.setProperty(ENDPOINT, receiver.endpoint().toString());
              })
          .setAfterAllCustomizer(ShutdownTest::assertDelivered);

  @TestHTTPResource URI base;

  private static void assertDelivered() {
    System.clearProperty(ENDPOINT);
    try (OtlpReceiver endpoint = receiver) {
      endpoint.awaitSpans(2, Duration.ofMinutes(2));
      assertThat(endpoint.spans())
          .extracting(span -> span.name())
          .containsExactlyInAnyOrder("GET /work", "goodbye");
    }
    assertThat(OwnThreads.left(List::isEmpty)).isEmpty();
  }

  @Test
  void request_isServed() {
    assertThat(Http.get(base, "/work").body()).isEqualTo("x");
  }

  @Path("/work")
  @ApplicationScoped
  public static class Resource {
    @Inject Tracer tracer;

    @GET
    public String get() {
      return "x";
    }

    @PreDestroy
    void goodbye() {
      tracer.startSpan("goodbye").end();
    }
  }
}
