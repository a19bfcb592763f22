package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What {@code flush} and {@code close} do, and what they say they did. */
class SpanPipelineFlushTest extends ManualPipeline {
  @Test
  void flush_sendsAtOnceAndSaysWhatBecameOfIt() {
    exporter.answer(ExportResult.partial(1, "one is bad"));
    end(3);
    assertThat(pipeline.flush(Duration.ZERO)).isEqualTo(new FlushResult(2, 1, 0, 0, 0));
    exporter.answer(ExportResult.failed("HTTP 400"));
    end(2);
    assertThat(pipeline.flush(Duration.ZERO)).isEqualTo(new FlushResult(0, 0, 2, 0, 0));
    exporter.answer(ExportResult.unreachable("gone"));
    end(4);
    FlushResult pending = pipeline.flush(Duration.ZERO);
    assertThat(pending).isEqualTo(new FlushResult(0, 0, 0, 4, 0));
    assertThat(pending.complete()).isFalse();
    end(1);
    FlushResult all = pipeline.flush(Duration.ZERO);
    assertThat(all).isEqualTo(new FlushResult(5, 0, 0, 0, 0));
    assertThat(all.complete()).isTrue();
    assertThat(pipeline.flush(null)).isEqualTo(new FlushResult(0, 0, 0, 0, 0));
  }

  @Test
  void flush_countsOnlyWhatHadEndedBefore() {
    CompletableFuture<ExportResult> first = new CompletableFuture<>();
    exporter.then(() -> first);
    end(2);
    pipeline.flush(Duration.ZERO);
    end(1);
    step(DELAY);
    assertThat(exporter.spans()).containsExactly(List.of(1L, 2L), List.of(3L));
    assertThat(pipeline.flush(Duration.ZERO)).isEqualTo(new FlushResult(0, 0, 0, 2, 0));
    first.complete(ExportResult.success());
    assertThat(pipeline.flush(Duration.ZERO)).isEqualTo(new FlushResult(2, 0, 0, 0, 0));
  }

  @Test
  void flush_doesNotCutShortAWaitTheEndpointAskedFor() {
    exporter.answer(ExportResult.retry("HTTP 429", Duration.ofSeconds(20)));
    end(1);
    step(DELAY);
    assertThat(pipeline.flush(Duration.ZERO).pending()).isEqualTo(1);
    assertThat(exporter.calls()).hasSize(1);
  }

  @Test
  void close_flushesDropsTheRestAndClosesTheExporterOnce() {
    exporter.answer(ExportResult.success(), ExportResult.retry("HTTP 503", null));
    end(2);
    pipeline.flush(Duration.ZERO);
    end(3);
    assertThat(pipeline.close(Duration.ZERO)).isEqualTo(new FlushResult(0, 0, 3, 0, 0));
    end(4);
    pipeline.spanStarted();
    pipeline.spanDropped(DropReason.HOOK);
    assertThat(pipeline.health().dropped())
        .containsOnly(entry(DropReason.SHUTDOWN, 7L), entry(DropReason.HOOK, 1L));
    assertThat(pipeline.health().pending()).isZero();
    assertThat(pipeline.health().bufferedBytes()).isZero();
    assertThat(pipeline.close(null)).isEqualTo(new FlushResult(0, 0, 3, 0, 0));
    pipeline.close();
    assertThat(pipeline.flush(DELAY)).isEqualTo(new FlushResult(0, 0, 3, 0, 0));
    assertThat(exporter.closed).isEqualTo(1);
  }

  @Test
  void close_deliversWhatItCan() {
    end(3);
    FlushResult result = pipeline.close(Duration.ofSeconds(1));
    assertThat(result).isEqualTo(new FlushResult(3, 0, 0, 0, 0));
    assertThat(lines).isEmpty();
  }

  @Test
  void close_cancelsWhatIsInFlight() {
    CompletableFuture<ExportResult> running = new CompletableFuture<>();
    exporter.then(() -> running);
    end(3);
    step(DELAY);
    assertThat(pipeline.close(Duration.ZERO)).isEqualTo(new FlushResult(0, 0, 3, 0, 0));
    assertThat(running).isCancelled();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).contains("shutdown=3");
  }
}
