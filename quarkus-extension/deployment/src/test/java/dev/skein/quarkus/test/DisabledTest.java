package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Span;
import dev.skein.Tracer;
import dev.skein.vertx.SkeinTracerFactory;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.spi.VertxServiceProvider;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Disabled when built: nothing is installed, and the application still works. */
class DisabledTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withApplicationRoot(jar -> jar.addClasses(Resource.class, Http.class))
          .overrideConfigKey("quarkus.http.test-port", "0")
          .overrideConfigKey("quarkus.skein.enabled", "false");

  @TestHTTPResource URI base;
  @Inject Vertx vertx;
  @Inject Tracer tracer;
  @Inject Provider<Span> current;

  /** The service file of the Vert.x module is there, and installs nothing by itself. */
  @Test
  void vertx_hasNoTracer() {
    assertThat(ServiceLoader.load(VertxServiceProvider.class))
        .anyMatch(provider -> provider instanceof SkeinTracerFactory);
    assertThat(((VertxInternal) vertx).tracer()).isNull();
  }

  @Test
  void beans_areThereAndRecordNothing() {
    assertThat(Http.get(base, "/traceparent").body()).isEqualTo("false false");
    assertThat(tracer.startSpan("x").isRecording()).isFalse();
    assertThat(current.get().isValid()).isFalse();
  }

  @Test
  void noThread_isStarted() {
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("skein"));
  }

  @Path("/traceparent")
  public static class Resource {
    @Inject Tracer tracer;

    @GET
    public String get() {
      return tracer.currentSpan().isRecording() + " " + tracer.currentSpan().isValid();
    }
  }
}
