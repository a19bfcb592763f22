package dev.skein.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests run twice; this one sees to it that they do so on the versions they should. */
class VersionTest {
  private static final String EXPECTED = System.getProperty("skein.test.vertx");

  @Test
  void vertx_isOfTheVersionUnderTest() throws IOException {
    try (InputStream version =
        Vertx.class.getClassLoader().getResourceAsStream("META-INF/vertx/vertx-version.txt")) {
      assertThat(new String(version.readAllBytes(), StandardCharsets.UTF_8).strip())
          .isEqualTo(EXPECTED);
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Vertx.class, Router.class, WebClient.class})
  void jars_areOfTheVersionUnderTest(Class<?> type) {
    assertThat(type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .endsWith("-" + EXPECTED + ".jar");
  }
}
