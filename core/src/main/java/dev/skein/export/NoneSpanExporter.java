package dev.skein.export;

import java.util.concurrent.CompletableFuture;

/** Behind {@link SpanExporter#none()}. */
enum NoneSpanExporter implements SpanExporter {
  INSTANCE;

  @Override
  public CompletableFuture<ExportResult> export(SpanBatch batch) {
    return CompletableFuture.completedFuture(ExportResult.success());
  }

  @Override
  public String description() {
    return "none";
  }
}
