package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/**
 * A pipeline without a thread, by a clock of our own, whose counts must add up after every test.
 */
abstract class ManualPipeline {
  static final Duration DELAY = Duration.ofSeconds(1);

  final FakeNanoTime time = new FakeNanoTime();
  final ScriptedExporter exporter = new ScriptedExporter();
  final List<String> lines = new ArrayList<>();
  final SpanPipeline pipeline = SpanPipeline.create(config().build());
  private long ended;

  SpanPipelineConfig.Builder config() {
    return SpanPipelineConfig.builder(exporter)
        .resource(TestSpan.resource("shop"))
        .scope(TestSpan.scope("dev.skein"))
        .exportDelay(DELAY)
        .nanoTime(time)
        .random(() -> 0.999_999)
        .logSink((level, line) -> lines.add(line))
        .withoutThread();
  }

  @AfterEach
  void everySpanIsAccountedFor() {
    assertBalanced(pipeline);
  }

  void end(int count) {
    for (int i = 0; i < count; i++) {
      end(TestSpan.of(++ended));
    }
  }

  void end(EncodableSpan span) {
    pipeline.spanStarted();
    pipeline.append(span);
  }

  void step(Duration later) {
    time.advance(later);
    pipeline.step();
  }

  static void assertBalanced(SpanPipeline pipeline) {
    Health health = pipeline.health();
    assertThat(health.started())
        .as("%s", health)
        .isEqualTo(
            health.live()
                + health.pending()
                + health.exported()
                + health.rejected()
                + health.droppedTotal());
  }
}
