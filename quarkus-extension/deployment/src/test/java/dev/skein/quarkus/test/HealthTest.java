package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HealthTest {
  @RegisterExtension static final QuarkusUnitTest APPLICATION = Application.of();

  @TestHTTPResource URI base;

  @Test
  void readiness_tellsTheNumbers() {
    HttpResponse<String> response = Http.get(base, "/q/health/ready");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"name\": \"Skein tracing\"", "\"endpoint\": \"test recorder\"")
        .contains("\"started\": 0", "\"exported\": 0", "\"dropped\": 0")
        .contains("\"status\": \"U", "\"unfollowed\": 0", "\"bufferLimitBytes\": 16777216");
  }
}
