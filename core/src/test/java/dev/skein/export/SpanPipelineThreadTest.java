package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.skein.export.Collector.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pipeline with its thread, and with a real endpoint where that matters. */
@Timeout(600)
class SpanPipelineThreadTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  /** In nanoseconds; on the slowest machine, too. */
  private static final long MUCH_SOONER = TimeUnit.MINUTES.toNanos(2);

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<SpanPipeline> pipelines = new ArrayList<>();

  @AfterEach
  void closeAll() {
    for (SpanPipeline pipeline : pipelines) {
      pipeline.close(Duration.ZERO);
      assertThat(pipeline.health().pending()).isZero();
      assertThat(pipeline.health().bufferedBytes()).isZero();
      ManualPipeline.assertBalanced(pipeline);
    }
  }

  private SpanPipeline pipeline(SpanExporter exporter) {
    return pipeline(SpanPipelineConfig.builder(exporter));
  }

  private SpanPipeline pipeline(SpanPipelineConfig.Builder config) {
    SpanPipeline pipeline =
        SpanPipeline.create(config.logSink((level, line) -> lines.add(line)).build());
    pipelines.add(pipeline);
    return pipeline;
  }

  @Test
  void thread_startsWithTheFirstSpanAndEndsWithTheClose() throws Exception {
    AtomicReference<Thread> worker = new AtomicReference<>();
    ScriptedExporter exporter =
        new ScriptedExporter()
            .then(
                () -> {
                  worker.set(Thread.currentThread());
                  return CompletableFuture.completedFuture(ExportResult.success());
                });
    SpanPipeline pipeline =
        pipeline(SpanPipelineConfig.builder(exporter).threadName("pipeline-under-test"));
    pipeline.spanStarted();
    assertThat(pipeline.flush(LONG)).isEqualTo(new FlushResult(0, 0, 0, 0, 0));
    assertThat(threadsNamed("pipeline-under-test")).isEmpty();
    pipeline.append(TestSpan.of(1));
    assertThat(pipeline.flush(LONG)).isEqualTo(new FlushResult(1, 0, 0, 0, 0));
    assertThat(worker.get().getName()).isEqualTo("pipeline-under-test");
    pipeline.close();
    worker.get().join();
    assertThat(exporter.closed).isEqualTo(1);
  }

  @Test
  void spans_areSentWithoutAFlush() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    ScriptedExporter exporter =
        new ScriptedExporter()
            .then(
                () -> {
                  sent.countDown();
                  return CompletableFuture.completedFuture(ExportResult.success());
                });
    SpanPipeline pipeline =
        pipeline(SpanPipelineConfig.builder(exporter).exportDelay(Duration.ofMillis(20)));
    end(pipeline, 1, 3);
    sent.await();
  }

  @Test
  void collectorThatComesLater_getsEverything() throws Exception {
    try (UnheardPort port = new UnheardPort()) {
      SpanPipeline pipeline = pipeline(http(port.uri().resolve("/v1/traces")));
      end(pipeline, 1, 100);
      assertThat(pipeline.flush(Duration.ofMillis(200)).pending()).isEqualTo(100);
      assertThat(lines.take()).startsWith("Nobody answers yet");
      assertThat(pipeline.health().reachable()).isFalse();
      assertThat(pipeline.health().lastError()).isEqualTo("connection refused");
      try (Collector collector = new Collector(port.number())) {
        assertThat(pipeline.flush(LONG)).isEqualTo(new FlushResult(100, 0, 0, 0, 0));
        assertThat(delivered(collector)).isEqualTo(numbers(1, 100));
      }
    }
  }

  @Test
  void refusalThatPasses_isRetriedWithTheSameBytes() throws Exception {
    try (Collector collector = new Collector()) {
      collector.reply(
          Reply.of(503), Reply.of(429).with("Retry-After", "0"), Reply.of(502), Reply.of(200));
      SpanPipeline pipeline = pipeline(http(collector.uri()));
      end(pipeline, 1, 50);
      assertThat(pipeline.flush(LONG).complete()).isTrue();
      assertThat(collector.received()).hasSize(4);
      assertThat(collector.received().get(3).spans()).isEqualTo(numbers(1, 50));
    }
  }

  @Test
  void retryAfter_isWaitedFor() throws Exception {
    try (Collector collector = new Collector()) {
      collector.reply(Reply.of(429).with("Retry-After", "1"));
      SpanPipeline pipeline = pipeline(http(collector.uri()));
      end(pipeline, 1, 1);
      long before = System.nanoTime();
      assertThat(pipeline.flush(LONG).complete()).isTrue();
      assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(990));
    }
  }

  @Test
  void everyFault_endsInACount() throws Exception {
    try (Collector collector = new Collector()) {
      SpanPipeline pipeline = pipeline(http(collector.uri()));
      collector.reply(Reply.of(404), Reply.of(501), Reply.of(500));
      for (int i = 0; i < 4; i++) {
        end(pipeline, i * 10L + 1, 10);
        pipeline.flush(LONG);
      }
      assertThat(pipeline.health().exported()).isEqualTo(10);
      assertThat(pipeline.health().dropped()).containsExactly(entry(DropReason.EXPORT_FAILED, 30L));
    }
  }

  @Test
  void nobodyListening_doesNotHoldUpTheClose() throws Exception {
    try (UnheardPort port = new UnheardPort()) {
      SpanPipeline pipeline = pipeline(http(port.uri()));
      end(pipeline, 1, 10);
      long before = System.nanoTime();
      assertThat(pipeline.close(LONG)).isEqualTo(new FlushResult(0, 0, 10, 0, 0));
      assertThat(System.nanoTime() - before).isLessThan(MUCH_SOONER);
    }
    assertThat(lines).hasSize(1);
    assertThat(lines.take()).contains("never answered", "shutdown=10");
  }

  @Test
  void hangingEndpoint_doesNotHoldUpTheCloseBeyondItsTimeout() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawServer server = new RawServer((connection, out) -> asked.countDown())) {
      SpanPipeline pipeline = pipeline(http(server.uri()));
      end(pipeline, 1, 10);
      pipeline.flush(Duration.ZERO);
      asked.await();
      long before = System.nanoTime();
      FlushResult result = pipeline.close(Duration.ofMillis(300));
      assertThat(result).isEqualTo(new FlushResult(0, 0, 10, 0, 0));
      assertThat(System.nanoTime() - before).isLessThan(MUCH_SOONER);
      server.clientGone.await();
    }
  }

  @Test
  void exporterThatBlocks_doesNotHoldUpTheCloseAndLosesTheAccountOfNothing() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch freed = new CountDownLatch(1);
    ScriptedExporter exporter =
        new ScriptedExporter()
            .then(
                () -> {
                  blocked.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    freed.countDown();
                  }
                  return CompletableFuture.completedFuture(ExportResult.success());
                });
    SpanPipeline pipeline = pipeline(exporter);
    end(pipeline, 1, 5);
    pipeline.flush(Duration.ZERO);
    blocked.await();
    end(pipeline, 6, 5);
    assertThat(pipeline.close(Duration.ofMillis(50))).isEqualTo(new FlushResult(0, 0, 10, 0, 0));
    assertThat(pipeline.health().dropped()).containsExactly(entry(DropReason.SHUTDOWN, 10L));
    freed.await();
  }

  @Test
  void exporterThatFlushesOrCloses_doesNotWaitForItself() {
    AtomicReference<SpanPipeline> self = new AtomicReference<>();
    List<FlushResult> inner = new CopyOnWriteArrayList<>();
    ScriptedExporter exporter =
        new ScriptedExporter()
            .then(
                () -> {
                  inner.add(self.get().flush(LONG));
                  return CompletableFuture.completedFuture(ExportResult.success());
                });
    self.set(pipeline(exporter));
    end(self.get(), 1, 1);
    assertThat(self.get().flush(LONG).complete()).isTrue();
    assertThat(inner).containsExactly(new FlushResult(0, 0, 0, 1, 0));
  }

  @Test
  void interruptedCaller_getsItsInterruptBack() {
    ScriptedExporter never = new ScriptedExporter().otherwise(CompletableFuture::new);
    SpanPipeline pipeline = pipeline(never);
    end(pipeline, 1, 1);
    Thread.currentThread().interrupt();
    assertThat(pipeline.flush(LONG).pending()).isEqualTo(1);
    assertThat(Thread.interrupted()).isTrue();

    Thread.currentThread().interrupt();
    assertThat(pipeline.close(Duration.ofMillis(50)).dropped()).isEqualTo(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void interruptedCaller_stillClosesWithEverythingDelivered() {
    ScriptedExporter exporter = new ScriptedExporter();
    SpanPipeline pipeline = pipeline(exporter);
    end(pipeline, 1, 3);
    Thread.currentThread().interrupt();
    FlushResult result = pipeline.close(LONG);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result).isEqualTo(new FlushResult(3, 0, 0, 0, 0));
  }

  @Test
  void closedByManyAtOnce_isClosedOnce() throws Exception {
    ScriptedExporter exporter = new ScriptedExporter();
    SpanPipeline pipeline = pipeline(exporter);
    end(pipeline, 1, 7);
    List<FlushResult> results = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread = new Thread(() -> results.add(pipeline.close(LONG)));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(results).hasSize(8).containsOnly(new FlushResult(7, 0, 0, 0, 0));
    assertThat(exporter.closed).isEqualTo(1);
  }

  private static SpanPipelineConfig.Builder http(URI uri) {
    return SpanPipelineConfig.builder(
            OtlpHttpExporter.builder(uri).timeout(LONG).connectTimeout(LONG).build())
        .exportTimeout(LONG)
        .exportDelay(Duration.ofMillis(50))
        .random(() -> 0.1);
  }

  private static void end(SpanPipeline pipeline, long first, int count) {
    for (long number = first; number < first + count; number++) {
      pipeline.spanStarted();
      pipeline.append(TestSpan.of(number));
    }
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static List<Long> delivered(Collector collector) {
    return collector.received().stream()
        .flatMap(request -> request.spans().stream())
        .sorted()
        .toList();
  }

  private static List<Thread> threadsNamed(String name) throws IOException {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .toList();
  }
}
