package dev.skein.testkit.contract;

import dev.skein.AttributeKey;
import dev.skein.AttributeView;
import dev.skein.Attributes;
import dev.skein.Sampler;
import dev.skein.SamplingResult;
import dev.skein.SpanContext;
import dev.skein.SpanKind;
import dev.skein.export.ExportResult;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanExporter;
import dev.skein.http.HttpAttributes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The parts behind {@link Fault}, for subjects in this JVM. */
final class Faults {
  /** What the reporting sampler was shown at the start of a span. */
  static final AttributeKey<List<String>> SEEN =
      AttributeKey.stringArrayKey("contract.seen_at_start");

  /** What the reporting sampler asks for. */
  static final List<AttributeKey<?>> CANDIDATES =
      List.of(
          HttpAttributes.HTTP_REQUEST_METHOD,
          HttpAttributes.URL_PATH,
          HttpAttributes.URL_QUERY,
          HttpAttributes.URL_SCHEME,
          HttpAttributes.URL_FULL,
          HttpAttributes.SERVER_ADDRESS,
          HttpAttributes.SERVER_PORT,
          HttpAttributes.CLIENT_ADDRESS,
          HttpAttributes.USER_AGENT_ORIGINAL);

  private Faults() {}

  /** The sampler of a fault; null for Skein's own. */
  static @Nullable Sampler sampler(Fault fault) {
    return switch (fault) {
      case THROWING_SAMPLER -> Faults::fail;
      case REPORTING_SAMPLER -> Faults::report;
      case NONE, THROWING_EXPORTER, GUARDED -> null;
    };
  }

  static SpanExporter exporter() {
    return new ThrowingExporter();
  }

  private static SamplingResult fail(
      SpanContext parent, long high, long low, String name, SpanKind kind, AttributeView view) {
    throw new IllegalStateException("a sampler that throws");
  }

  private static SamplingResult report(
      SpanContext parent, long high, long low, String name, SpanKind kind, AttributeView view) {
    List<String> seen =
        CANDIDATES.stream()
            .filter(key -> view.get(key) != null)
            .map(AttributeKey::name)
            .sorted()
            .toList();
    return new SamplingResult(true, Attributes.of(SEEN, seen), null);
  }

  private static final class ThrowingExporter implements SpanExporter {
    @Override
    public CompletableFuture<ExportResult> export(SpanBatch batch) {
      throw new IllegalStateException("an exporter that throws");
    }
  }
}
