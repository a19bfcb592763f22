package dev.skein.it.testkit.quarkus;

import dev.skein.AttributeKey;
import dev.skein.EndingSpan;
import dev.skein.SpanHook;
import dev.skein.export.SpanExporter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Beans of the application that a test kit has to get along with. */
@Singleton
public final class Bookkeeping {
  /** An exporter that is not wanted in tests. */
  @Produces
  @Singleton
  SpanExporter exporter() {
    return SpanExporter.none();
  }

  /** A hook that is. */
  @Produces
  @Singleton
  SpanHook hook() {
    return new SpanHook() {
      @Override
      public void onEnding(EndingSpan span) {
        if (span.name().equals("find price")) {
          span.setAttribute(AttributeKey.stringKey("currency"), "EUR");
        }
      }
    };
  }
}
