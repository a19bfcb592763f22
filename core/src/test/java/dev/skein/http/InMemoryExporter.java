package dev.skein.http;

import dev.skein.Skein;
import dev.skein.export.ExportResult;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanData;
import dev.skein.export.SpanExporter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what would be sent, read back from its bytes. */
final class InMemoryExporter implements SpanExporter {
  private final List<SpanData> spans = new CopyOnWriteArrayList<>();

  @Override
  public CompletableFuture<ExportResult> export(SpanBatch batch) {
    try {
      spans.addAll(OtlpReader.read(batch));
    } catch (MalformedOtlpException e) {
      return CompletableFuture.failedFuture(e);
    }
    return CompletableFuture.completedFuture(ExportResult.success());
  }

  /** All spans that have ended. */
  List<SpanData> spans(Skein skein) {
    skein.flush(Duration.ofMinutes(5));
    return List.copyOf(spans);
  }

  /** The only span that has ended. */
  SpanData only(Skein skein) {
    List<SpanData> all = spans(skein);
    if (all.size() != 1) {
      throw new AssertionError("Not one span but " + all.size() + ": " + all);
    }
    return all.get(0);
  }
}
