package dev.skein.testkit.quarkus;

import dev.skein.ContextStorage;
import dev.skein.SpanHook;
import dev.skein.export.SpanExporter;
import dev.skein.testkit.TraceRecorder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;

/** Makes the recorder of the application under test. */
@Dependent
public final class RecorderProducer {
  private static final int BEFORE_ANY_OF_THE_APPLICATION = Integer.MAX_VALUE;

  /** Made by Quarkus. */
  RecorderProducer() {}

  /** The exporter of the application's Skein; wins over an exporter of the application. */
  @Produces
  @Singleton
  @Alternative
  @Priority(BEFORE_ANY_OF_THE_APPLICATION)
  @Typed({TraceRecorder.class, SpanExporter.class})
  TraceRecorder recorder() {
    return TraceRecorder.create();
  }

  /** A hook beside those of the application. */
  @Produces
  @Singleton
  @Typed(SpanHook.class)
  TraceRecorder hook(TraceRecorder recorder) {
    return recorder;
  }

  /** What the adapter applies to its storage, so that scopes that are left open are known. */
  @Produces
  @Singleton
  UnaryOperator<ContextStorage> storage(TraceRecorder recorder) {
    return recorder::watch;
  }
}
