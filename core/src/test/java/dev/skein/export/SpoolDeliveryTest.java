package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.skein.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines with a spool, step by step, and the processes after them. */
class SpoolDeliveryTest {
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final ExportResult DOWN = ExportResult.unreachable("connection refused");

  @TempDir Path temporary;

  private final FakeNanoTime time = new FakeNanoTime();
  private final ScriptedExporter exporter = new ScriptedExporter();
  private final List<String> lines = new ArrayList<>();
  private final List<SpanPipeline> pipelines = new ArrayList<>();
  private long ended;

  @AfterEach
  void everySpanIsAccountedFor() {
    for (SpanPipeline pipeline : pipelines) {
      ManualPipeline.assertBalanced(pipeline);
      pipeline.close(Duration.ZERO);
      ManualPipeline.assertBalanced(pipeline);
      assertThat(pipeline.health().bufferedBytes()).isZero();
    }
  }

  private Path directory() {
    return temporary.resolve("spool");
  }

  private SpanPipeline pipeline() {
    return pipeline("shop", 16 << 20, 64 << 20);
  }

  private SpanPipeline pipeline(String service, long memory, long disk) {
    SpanPipeline pipeline =
        SpanPipeline.create(
            SpanPipelineConfig.builder(exporter)
                .resource(TestSpan.resource(service))
                .scope(TestSpan.scope("dev.skein"))
                .memoryLimitBytes(memory)
                .spool(directory(), disk, Duration.ofHours(72))
                .nanoTime(time)
                .random(() -> 0.5)
                .logSink((level, line) -> lines.add(level + " " + line))
                .withoutThread()
                .build());
    pipelines.add(pipeline);
    return pipeline;
  }

  @Test
  void endedSpans_areOnDiskBeforeTheyAreSent_andTakeNoMemory() {
    SpanPipeline pipeline = pipeline();
    end(pipeline, 10);
    step(pipeline, SOON);
    SpoolHealth spool = spool(pipeline);
    assertThat(spool.spooled()).isEqualTo(10);
    assertThat(spool.bytes()).isPositive();
    assertThat(pipeline.health().pending()).isEqualTo(10);
    assertThat(pipeline.health().bufferedBytes()).isLessThan(2_000);
    assertThat(exporter.calls()).isEmpty();

    step(pipeline, DELAY);
    assertThat(delivered()).isEqualTo(numbers(1, 10));
    assertThat(pipeline.health().exported()).isEqualTo(10);
    assertThat(spool(pipeline).spooled()).isZero();
    assertThat(pipeline.health().bufferedBytes()).isZero();
  }

  @Test
  void whatWasNotDelivered_isSentByTheNextProcess_withTheResourceOfTheFirst() throws Exception {
    exporter.otherwise(DOWN);
    SpanPipeline first = pipeline();
    end(first, 20);
    step(first, DELAY);
    end(first, 5);
    FlushResult left = first.close(Duration.ZERO);
    assertThat(left).isEqualTo(new FlushResult(0, 0, 0, 25, 25));
    assertThat(first.health().pending()).isEqualTo(25);
    assertThat(first.health().dropped()).isEmpty();
    assertThat(lines)
        .last()
        .asString()
        .matches("INFO Closed; 25 spans stay in .*spool for the next process");

    exporter.otherwise(ExportResult.success());
    SpanPipeline second = pipeline("shop, newer", 16 << 20, 64 << 20);
    end(second, 3);
    for (int i = 0; i < 5; i++) {
      step(second, DELAY);
    }
    SpoolHealth spool = spool(second);
    assertThat(spool.recovered()).isEqualTo(25);
    assertThat(spool.recoveredExported()).isEqualTo(25);
    assertThat(spool.recoveredPending()).isZero();
    assertThat(spool.lost()).isZero();
    assertThat(second.health().started()).isEqualTo(3);
    assertThat(second.health().exported()).isEqualTo(3);
    List<String> services = new ArrayList<>();
    for (ScriptedExporter.Call call : exporter.calls()) {
      for (SpanData span : OtlpReader.read(call.batch())) {
        services.add(TestSpan.numberOf(span) + " " + span.resource().get("service.name"));
      }
    }
    assertThat(services).contains("1 shop", "25 shop", "26 shop, newer", "28 shop, newer");
    assertThat(lines).anyMatch(line -> line.contains("An earlier process left 25 spans in "));
  }

  @Test
  void close_doesNotWaitForAnEndpointThatIsAway_becauseNothingIsLost() {
    exporter.answer(ExportResult.success());
    exporter.otherwise(DOWN);
    SpanPipeline pipeline = pipeline();
    end(pipeline, 1);
    step(pipeline, DELAY);
    end(pipeline, 7);
    assertThat(pipeline.close(Duration.ofMinutes(5))).isEqualTo(new FlushResult(0, 0, 0, 7, 7));
  }

  @Test
  void close_keepsWhatIsInFlight() {
    CompletableFuture<ExportResult> running = new CompletableFuture<>();
    exporter.then(() -> running);
    SpanPipeline pipeline = pipeline();
    end(pipeline, 4);
    step(pipeline, DELAY);
    assertThat(exporter.calls()).hasSize(1);
    assertThat(pipeline.close(Duration.ZERO)).isEqualTo(new FlushResult(0, 0, 0, 4, 4));
    assertThat(running).isCancelled();

    SpanPipeline next = pipeline();
    step(next, DELAY);
    assertThat(spool(next).recoveredExported()).isEqualTo(4);
  }

  @Test
  void flush_saysWhatIsOnDiskAndCountsOnlyWhatHadEnded() {
    CompletableFuture<ExportResult> first = new CompletableFuture<>();
    exporter.then(() -> first);
    exporter.answer(DOWN);
    SpanPipeline pipeline = pipeline();
    end(pipeline, 2);
    assertThat(pipeline.flush(Duration.ZERO)).isEqualTo(new FlushResult(0, 0, 0, 2, 2));
    end(pipeline, 3);
    assertThat(pipeline.flush(Duration.ZERO)).isEqualTo(new FlushResult(0, 0, 0, 5, 5));
    first.complete(ExportResult.partial(1, "one is bad"));
    exporter.answer(ExportResult.success());
    assertThat(pipeline.flush(Duration.ZERO)).isEqualTo(new FlushResult(4, 1, 0, 0, 0));
  }

  @Test
  void badSpanOnDisk_costsOneSpan() {
    exporter.answer(
        ExportResult.invalid("HTTP 400"),
        ExportResult.invalid("HTTP 400"),
        ExportResult.invalid("HTTP 400"));
    SpanPipeline pipeline = pipeline();
    end(pipeline, 4);
    step(pipeline, DELAY);
    assertThat(pipeline.health().dropped()).containsExactly(entry(DropReason.EXPORT_FAILED, 1L));
    assertThat(pipeline.health().exported()).isEqualTo(3);
    assertThat(spool(pipeline).spooled()).isZero();
    assertThat(pipeline.close(Duration.ZERO).complete()).isTrue();
    step(pipeline(), DELAY);
    assertThat(delivered()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 1L, 2L, 1L, 2L, 3L, 4L);
  }

  @Test
  void fullSpool_losesTheOldestAndCountsThem() {
    exporter.otherwise(DOWN);
    SpanPipeline pipeline = pipeline("shop", 16 << 20, 1 << 20);
    for (int i = 0; i < 200; i++) {
      end(pipeline, 20, 500);
      step(pipeline, SOON);
    }
    Health health = pipeline.health();
    assertThat(health.dropped()).containsOnlyKeys(DropReason.SPOOL_FULL);
    assertThat(spool(pipeline).bytes()).isLessThanOrEqualTo(1 << 20);
    assertThat(health.pending()).isEqualTo(4_000 - health.droppedTotal());
    exporter.otherwise(ExportResult.success());
    for (int i = 0; i < 100; i++) {
      step(pipeline, DELAY);
    }
    health = pipeline.health();
    assertThat(health.exported()).isEqualTo(4_000 - health.droppedTotal());
    List<Long> arrived = delivered();
    assertThat(arrived).contains(4_000L);
  }

  @Test
  void directoryThatCannotBeMade_meansMemory_untilItCan() throws IOException {
    Files.writeString(directory(), "in the way");
    exporter.otherwise(DOWN);
    SpanPipeline pipeline = pipeline();
    end(pipeline, 6);
    step(pipeline, SOON);
    step(pipeline, DELAY);
    assertThat(spool(pipeline).problem()).isNotNull();
    assertThat(spool(pipeline).spooled()).isZero();
    assertThat(pipeline.health().pending()).isEqualTo(6);
    assertThat(exporter.calls()).isNotEmpty();
    assertThat(lines).first().asString().startsWith("WARNING Not every span can be kept in ");

    Files.delete(directory());
    end(pipeline, 4);
    step(pipeline, Duration.ofSeconds(5));
    assertThat(spool(pipeline).problem()).isNull();
    assertThat(spool(pipeline).spooled()).isEqualTo(4);
    step(pipeline, Duration.ofMinutes(1));
    assertThat(lines).anyMatch(line -> line.startsWith("INFO Spans are kept in "));

    exporter.otherwise(ExportResult.success());
    step(pipeline, Duration.ofMinutes(2));
    step(pipeline, DELAY);
    assertThat(pipeline.health().exported()).isEqualTo(10);
  }

  @Test
  void directoryThatIsRemoved_isMadeAgain_andWhatWasInItIsCounted() throws IOException {
    exporter.otherwise(DOWN);
    SpanPipeline pipeline = pipeline();
    end(pipeline, 10);
    step(pipeline, SOON);
    try (Stream<Path> files = Files.walk(directory())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    for (int i = 0; i < 100; i++) {
      end(pipeline, 1);
      step(pipeline, DELAY);
      ManualPipeline.assertBalanced(pipeline);
    }
    exporter.otherwise(ExportResult.success());
    for (int i = 0; i < 100; i++) {
      step(pipeline, DELAY);
    }
    Health health = pipeline.health();
    assertThat(health.pending()).isZero();
    assertThat(health.exported() + health.droppedTotal()).isEqualTo(110);
    assertThat(health.exported()).isGreaterThanOrEqualTo(100);
  }

  @Test
  void hourWithoutAnEndpoint_costsNothing_andIsMadeUpForGently() {
    exporter.otherwise(DOWN);
    int seconds = Figure.count(3_600, 300);
    SpanPipeline pipeline = pipeline("shop", 16 << 20, 512 << 20);
    for (int i = 0; i < 4 * seconds; i++) {
      end(pipeline, 50, 240);
      step(pipeline, Duration.ofMillis(250));
    }
    assertThat(pipeline.health().pending()).isEqualTo(200L * seconds);
    assertThat(pipeline.health().bufferedBytes()).isLessThan(3 << 20);
    exporter.otherwise(ExportResult.success());
    int before = exporter.calls().size();
    int took = 0;
    while (pipeline.health().status() != EndpointStatus.UP) {
      end(pipeline, 50, 240);
      step(pipeline, Duration.ofMillis(250));
      took++;
      assertThat(took).isLessThan(16 * seconds);
    }
    pipeline.flush(Duration.ZERO);
    assertThat(pipeline.health().exported()).isEqualTo(ended);
    Figure.report(
        "outage-hour-spool",
        "Outage of " + seconds + " s at 200 spans/s with a spool, by an injected clock",
        pipeline.health().droppedTotal()
            + " lost of "
            + ended
            + "; the backlog went out in "
            + took / 4
            + " s and "
            + (exporter.calls().size() - before)
            + " requests");
  }

  private void end(SpanPipeline pipeline, int count) {
    end(pipeline, count, 0);
  }

  private void end(SpanPipeline pipeline, int count, int ballast) {
    for (int i = 0; i < count; i++) {
      pipeline.spanStarted();
      pipeline.append(new TestSpan(++ended, ballast));
    }
  }

  private void step(SpanPipeline pipeline, Duration later) {
    time.advance(later);
    pipeline.step();
  }

  private static SpoolHealth spool(SpanPipeline pipeline) {
    SpoolHealth spool = pipeline.health().spool();
    assertThat(spool).isNotNull();
    return spool;
  }

  private List<Long> delivered() {
    return exporter.spans().stream().flatMap(List::stream).toList();
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
