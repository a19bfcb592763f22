package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.skein.Span;
import io.quarkus.runtime.Startup;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The current span injected into a bean that outlives it: refused, with what to do instead. */
class InjectedSpanTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withApplicationRoot(jar -> jar.addClass(LongLived.class))
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining("LongLived#span")
                      .hasStackTraceContaining("inject Provider<Span>"));

  @Test
  void build_fails() {
    fail("The application was built");
  }

  @Startup
  @ApplicationScoped
  public static class LongLived {
    @Inject Span span;
  }
}
