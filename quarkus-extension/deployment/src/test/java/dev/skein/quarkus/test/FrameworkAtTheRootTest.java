package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testkit.TraceRecorder;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Quarkus' own endpoints have no path to themselves. */
class FrameworkAtTheRootTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Application.of(Resource.class)
          .overrideConfigKey("quarkus.http.non-application-root-path", "/");

  @TestHTTPResource URI base;
  @Inject Recording recording;
  @Inject TraceRecorder recorder;

  @Test
  void frameworkEndpoint_isLeftOut() {
    assertThat(Http.get(base, "/health").statusCode()).isEqualTo(200);
    assertThat(Http.get(base, "/health/ready").statusCode()).isEqualTo(200);
    assertThat(Http.get(base, "/healthy").statusCode()).isEqualTo(200);

    assertThat(recording.trace(1)).root().hasName("GET /healthy");
    assertThat(recorder.spans()).hasSize(1);
  }

  @Path("/healthy")
  public static class Resource {
    @GET
    public String get() {
      return "x";
    }
  }
}
