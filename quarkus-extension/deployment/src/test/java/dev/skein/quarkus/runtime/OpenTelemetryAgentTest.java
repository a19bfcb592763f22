package dev.skein.quarkus.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenTelemetryAgentTest {
  private static final String AGENT = "io/opentelemetry/javaagent/OpenTelemetryAgent.class";

  @TempDir Path classPath;

  @AfterEach
  void clear() {
    System.clearProperty("otel.javaagent.enabled");
  }

  @Test
  void agentOnTheClassPath_isPresent() throws IOException {
    try (URLClassLoader system = withAgent()) {
      assertThat(OpenTelemetryAgent.isPresent(system)).isTrue();
    }
  }

  @Test
  void disabledAgent_isNotPresent() throws IOException {
    System.setProperty("otel.javaagent.enabled", "false");

    try (URLClassLoader system = withAgent()) {
      assertThat(OpenTelemetryAgent.isPresent(system)).isFalse();
    }
  }

  @Test
  void noAgent_isNotPresent() {
    assertThat(OpenTelemetryAgent.isPresent(ClassLoader.getSystemClassLoader())).isFalse();
  }

  private URLClassLoader withAgent() throws IOException {
    Path file = classPath.resolve(AGENT);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    return new URLClassLoader(new URL[] {classPath.toUri().toURL()}, null);
  }
}
