package dev.skein.benchmarks;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.SkeinOptions;
import dev.skein.SkeinOptionsBuilder;
import dev.skein.export.ExportResult;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanExporter;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Skein with its defaults: 16 MiB of memory, a delay of one second, W3C context and baggage. */
final class SkeinSetup {
  private SkeinSetup() {}

  static Skein create(Destination destination) {
    SkeinOptionsBuilder options = SkeinOptions.builder().serviceName("benchmark");
    URI endpoint = destination.resolve("/v1/traces");
    SkeinBuilder builder = Skein.builder();
    if (endpoint == null) {
      builder.exporter(new Discarding(destination));
    } else {
      options.tracesEndpoint(endpoint);
    }
    return builder.options(options.build()).build();
  }

  private record Discarding(Destination destination) implements SpanExporter {
    @Override
    public CompletableFuture<ExportResult> export(SpanBatch batch) {
      destination.discard(batch.spanCount());
      return CompletableFuture.completedFuture(ExportResult.success());
    }
  }
}
