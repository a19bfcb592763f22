package dev.skein.hostile;

import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanHook;
import java.net.URI;
import java.time.Duration;

/** An application that is traced for a moment. Knows the JDK and Skein only. */
public final class ReloadedApplication {
  private static final int SPANS = 100;

  private ReloadedApplication() {}

  /**
   * Runs it.
   *
   * @param arguments the port on which nobody answers
   */
  public static void main(String[] arguments) {
    SkeinOptions options =
        SkeinOptions.builder()
            .endpoint(URI.create("http://127.0.0.1:" + arguments[0]))
            .exportDelay(Duration.ofMillis(1))
            .shutdownTimeout(Duration.ofMillis(10))
            .build();
    Skein skein = Skein.builder().options(options).hook(new SpanHook() {}).build();
    for (int i = 0; i < SPANS; i++) {
      Span span = skein.tracer().startSpan("reloaded");
      try (Scope scope = span.makeCurrent()) {
        span.recordException(new IllegalStateException("of a class loader"));
      }
      span.end();
    }
    skein.flush(Duration.ofMillis(10));
    skein.close();
  }
}
