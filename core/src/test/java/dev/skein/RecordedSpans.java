package dev.skein;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skein.export.ExportResult;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a {@link Skein} exports, as OpenTelemetry's own protobuf classes decode it. */
final class RecordedSpans implements SpanExporter {
  private final List<ResourceSpans> received = new CopyOnWriteArrayList<>();

  @Override
  public CompletableFuture<ExportResult> export(SpanBatch batch) {
    try {
      received.addAll(
          ExportTraceServiceRequest.parseFrom(batch.toByteArray()).getResourceSpansList());
    } catch (InvalidProtocolBufferException e) {
      return CompletableFuture.failedFuture(e);
    }
    return CompletableFuture.completedFuture(ExportResult.success());
  }

  List<ResourceSpans> resourceSpans() {
    return received;
  }

  /** All spans, after everything that has ended was flushed. */
  List<Span> of(Skein skein) {
    skein.flush(Duration.ofMinutes(5));
    return received.stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  /** The only span. */
  Span only(Skein skein) {
    List<Span> spans = of(skein);
    if (spans.size() != 1) {
      throw new AssertionError("Not one span but " + spans.size() + ": " + spans);
    }
    return spans.get(0);
  }
}
