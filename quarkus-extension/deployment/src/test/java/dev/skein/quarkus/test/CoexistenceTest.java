package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Tracer;
import dev.skein.testkit.TraceRecorder;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.List;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Beside quarkus-opentelemetry, which stays the one that traces. */
class CoexistenceTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Application.of(Resource.class)
          .setForcedDependencies(
              List.of(Dependency.of("io.quarkus", "quarkus-opentelemetry", Version.getVersion())))
          .overrideConfigKey("quarkus.otel.traces.exporter", "none")
          .overrideConfigKey("quarkus.otel.exporter.otlp.enabled", "false")
          .setLogRecordPredicate(record -> text(record).contains("Skein steps back"))
          .assertLogRecords(
              records -> {
                assertThat(records).hasSize(1);
                assertThat(text(records.get(0))).contains("quarkus-opentelemetry");
              });

  @TestHTTPResource URI base;
  @Inject Vertx vertx;
  @Inject TraceRecorder recorder;

  private static String text(LogRecord record) {
    Object[] parameters = record.getParameters();
    return parameters == null
        ? record.getMessage()
        : String.format(record.getMessage(), parameters);
  }

  @Test
  void otherTracer_stays() {
    assertThat(((VertxInternal) vertx).tracer().getClass().getName())
        .startsWith("io.quarkus.opentelemetry");

    // the parent that the other tracer has put on the request's way, and no span of ours
    assertThat(Http.get(base, "/works").body()).isEqualTo("false");
    assertThat(recorder.spans()).isEmpty();
  }

  @Path("/works")
  public static class Resource {
    @Inject Tracer tracer;

    @GET
    public String get() {
      return Boolean.toString(tracer.startSpan("x").isRecording());
    }
  }
}
