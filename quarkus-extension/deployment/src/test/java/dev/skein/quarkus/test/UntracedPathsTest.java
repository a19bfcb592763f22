package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testkit.TraceRecorder;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left out by default, below a root path and an application path. */
class UntracedPathsTest {
  private static final String[] FILES = {"META-INF/resources/about us.html", "about"};

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Application.of(FILES, Rest.class, Resource.class)
          .overrideConfigKey("quarkus.http.root-path", "/shop")
          .overrideConfigKey(
              "quarkus.skein.excluded-paths", "/shop/api/noise,/shop/api/internal/*");

  @TestHTTPResource URI base;
  @Inject Recording recording;
  @Inject TraceRecorder recorder;

  @Test
  void onlyTheApplicationsRequests_areTraced() {
    for (String path :
        new String[] {
          "/shop/q/health",
          "/shop/q/health?verbose",
          "/shop/q/health/ready",
          "/shop/about%20us.html",
          "/shop/api/noise",
          "/shop/api/internal/x"
        }) {
      assertThat(Http.get(base, path).statusCode()).as(path).isEqualTo(200);
    }
    Http.get(base, "/shop/q/nothing");
    Http.get(base, "/shop/api/items");

    assertThat(recording.trace(1)).root().hasName("GET /shop/api/items");
    assertThat(recorder.spans()).hasSize(1);
  }

  @ApplicationPath("/api")
  public static class Rest extends jakarta.ws.rs.core.Application {}

  @Path("/")
  public static class Resource {
    @GET
    @Path("items")
    public String items() {
      return "tea";
    }

    @GET
    @Path("noise")
    public String noise() {
      return "noise";
    }

    @GET
    @Path("internal/x")
    public String internal() {
      return "x";
    }
  }
}
