package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NoHealthTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Application.of().overrideConfigKey("quarkus.skein.health.enabled", "false");

  @TestHTTPResource URI base;

  @Test
  void readiness_doesNotKnowTracing() {
    assertThat(Http.get(base, "/q/health/ready").body()).doesNotContain("Skein");
  }
}
