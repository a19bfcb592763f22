package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TracedFrameworkTest {
  private static final String[] FILES = {"META-INF/resources/about.html", "about"};

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Application.of(FILES)
          .overrideRuntimeConfigKey("quarkus.skein.trace-framework-endpoints", "true")
          .overrideRuntimeConfigKey("quarkus.skein.trace-static-resources", "true");

  @TestHTTPResource URI base;
  @Inject Recording recording;

  @BeforeEach
  void reset() {
    recording.reset();
  }

  @Test
  void frameworkEndpoint_isTraced() {
    assertThat(Http.get(base, "/q/health").statusCode()).isEqualTo(200);

    assertThat(recording.trace(1)).root().hasAttribute("url.path", "/q/health");
  }

  @Test
  void staticResource_isTraced() {
    assertThat(Http.get(base, "/about.html").body()).isEqualTo("about");

    assertThat(recording.trace(1))
        .root()
        .hasName("GET")
        .hasAttribute("url.path", "/about.html")
        .doesNotHaveAttribute("http.route");
  }
}
