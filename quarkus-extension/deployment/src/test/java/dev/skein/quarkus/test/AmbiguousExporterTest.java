package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.skein.export.SpanExporter;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AmbiguousExporterTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withApplicationRoot(jar -> jar.addClass(Exporters.class))
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining("one dev.skein.export.SpanExporter only"));

  @Test
  void start_fails() {
    fail("The application was started");
  }

  public static class Exporters {
    @Produces
    @Singleton
    SpanExporter one() {
      return SpanExporter.none();
    }

    @Produces
    @Singleton
    SpanExporter another() {
      return SpanExporter.none();
    }
  }
}
