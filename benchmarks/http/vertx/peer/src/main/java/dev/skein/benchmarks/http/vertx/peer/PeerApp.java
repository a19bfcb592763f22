package dev.skein.benchmarks.http.vertx.peer;

import dev.skein.benchmarks.http.vertx.App;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.vertx.tracing.opentelemetry.OpenTelemetryOptions;

/** The application, traced by vertx-opentelemetry; where spans go is in the environment. */
public final class PeerApp {
  private PeerApp() {}

  public static void main(String[] args) {
    AutoConfiguredOpenTelemetrySdk.builder().setResultAsGlobal().build();
    App.run(new OpenTelemetryOptions(), router -> {});
  }
}
