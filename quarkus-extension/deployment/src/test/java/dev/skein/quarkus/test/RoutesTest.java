package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.StatusCode;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plain routes of Vert.x Web, beside a REST method. */
class RoutesTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION = Application.of(Routes.class, Rest.class);

  @TestHTTPResource URI base;
  @Inject Recording recording;

  @BeforeEach
  void reset() {
    recording.reset();
  }

  @Test
  void route_namesTheSpan() {
    assertThat(Http.get(base, "/plain/7").body()).isEqualTo("7");

    assertThat(recording.trace(1))
        .hasSpans(1)
        .root()
        .hasName("GET /plain/{id}")
        .hasAttribute("http.route", "/plain/{id}");
  }

  @Test
  void failedRoute_isNamedAndRecorded() {
    assertThat(Http.get(base, "/broken/7").statusCode()).isEqualTo(500);

    assertThat(recording.trace(1))
        .root()
        .hasName("GET /broken/{id}")
        .hasStatus(StatusCode.ERROR)
        .hasEvent("exception");
  }

  @Test
  void restBesideIt_keepsItsTemplate() {
    assertThat(Http.get(base, "/rest/7").body()).isEqualTo("7");

    assertThat(recording.trace(1)).root().hasName("GET /rest/{id}");
  }

  @Test
  void unmatchedPath_hasNoRoute() {
    assertThat(Http.get(base, "/nothing").statusCode()).isEqualTo(404);

    assertThat(recording.trace(1)).root().hasName("GET").doesNotHaveAttribute("http.route");
  }

  @Singleton
  public static class Routes {
    void add(@Observes Router router) {
      router.get("/plain/:id").handler(request -> request.end(request.pathParam("id")));
      router
          .get("/broken/:id")
          .handler(
              request -> {
                throw new IllegalStateException("broken");
              });
    }
  }

  @Path("/rest")
  public static class Rest {
    @GET
    @Path("{id}")
    public String get(String id) {
      return id;
    }
  }
}
