package dev.skein.testkit.micronaut;

import dev.skein.ContextStorage;
import dev.skein.testkit.TraceRecorder;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import java.util.function.UnaryOperator;

/**
 * Makes the recorder of an application context, unless a test has registered one of its own.
 * Without annotations of jakarta.inject: Quarkus, which reads this jar too, would make beans of it.
 */
@Factory
@Requires(property = "skein-testkit.enabled", notEquals = "false")
final class RecorderFactory {
  /** Exporter and hook of the application's Skein; wins over an exporter of the application. */
  @Context
  @Primary
  @Requires(missingBeans = TraceRecorder.class)
  TraceRecorder recorder() {
    return TraceRecorder.create();
  }

  /** What the adapter applies to its storage, so that scopes that are left open are known. */
  @Context
  UnaryOperator<ContextStorage> storage(TraceRecorder recorder) {
    return recorder::watch;
  }
}
