package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.skein.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An outage, and what the endpoint gets to see after it, by a clock of our own. */
class RecoveryTest {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final int SPANS_PER_TICK = 20;

  /** One request as the endpoint saw it. */
  private record Request(long atMillis, int bytes, int spans) {}

  private final FakeNanoTime time = new FakeNanoTime();
  private final List<Request> requests = new ArrayList<>();
  private final List<CompletableFuture<ExportResult>> unanswered = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private SpanPipeline pipeline = pipeline(16 << 20);
  private long millis;
  private long ended;
  private boolean down;
  private boolean silent;

  private SpanPipeline pipeline(long memory) {
    SpanExporter exporter =
        batch -> {
          requests.add(new Request(millis, batch.sizeInBytes(), batch.spanCount()));
          CompletableFuture<ExportResult> answer = new CompletableFuture<>();
          if (silent) {
            unanswered.add(answer);
          } else {
            answer.complete(
                down ? ExportResult.unreachable("connection refused") : ExportResult.success());
          }
          return answer;
        };
    return SpanPipeline.create(
        SpanPipelineConfig.builder(exporter)
            .memoryLimitBytes(memory)
            .nanoTime(time)
            .random(new SplittableRandom(5)::nextDouble)
            .logSink((level, line) -> lines.add(line))
            .withoutThread()
            .build());
  }

  @Test
  void afterAnOutage_oneRequestIsOutUntilItSucceeds_thenOneAtATime() {
    pass(Duration.ofSeconds(10));
    down = true;
    pass(Duration.ofSeconds(30));
    down = false;
    silent = true;
    requests.clear();
    pass(Duration.ofSeconds(25));
    assertThat(requests).hasSize(1);
    assertThat(pipeline.health().status()).isEqualTo(EndpointStatus.DOWN);

    unanswered.remove(0).complete(ExportResult.success());
    pass(Duration.ofSeconds(25));
    assertThat(requests).hasSize(2);
    assertThat(pipeline.health().status()).isEqualTo(EndpointStatus.RECOVERING);
    assertThat(pipeline.health().reachable()).isTrue();
    silent = false;
    unanswered.forEach(answer -> answer.complete(ExportResult.success()));
    pass(Duration.ofMinutes(3));
    assertThat(pipeline.health().status()).isEqualTo(EndpointStatus.UP);
    assertNothingLost();
  }

  @Test
  void backlog_isSentAtNoMoreThanTwiceTheRateOfNewSpans() {
    pass(Duration.ofSeconds(20));
    int liveBytes = requests.stream().mapToInt(Request::bytes).sum() / requests.size();
    down = true;
    pass(Duration.ofSeconds(30));
    down = false;
    requests.clear();
    long back = millis;
    while (pipeline.health().status() != EndpointStatus.UP) {
      pass(TICK);
      assertThat(millis - back).isLessThan(200_000);
    }
    long sent = 0;
    for (Request request : requests) {
      // What was sent before this request, over the time since the first.
      long since = request.atMillis - requests.get(0).atMillis;
      assertThat(sent).as("after %s ms", since).isLessThanOrEqualTo(liveBytes * 2L * since / 990);
      sent += request.bytes;
    }
    Request last = requests.get(requests.size() - 1);
    long lasted = last.atMillis - requests.get(0).atMillis;
    long perSecond = (sent - last.bytes) * 1_000 / lasted;
    assertThat(perSecond).isBetween((long) (liveBytes * 1.1), liveBytes * 2L);
    assertNothingLost();
    Figure.report(
        "gentle-recovery",
        "Backlog of an outage of 30 s at 200 spans/s, "
            + liveBytes
            + " bytes of new spans a second",
        perSecond
            + " bytes a second in "
            + requests.size()
            + " requests, within "
            + lasted / 1_000
            + " s");
  }

  @Test
  void idleService_sendsItsBacklogToo() {
    end(2_000, 1_000);
    down = true;
    pass(Duration.ofSeconds(20), 0);
    down = false;
    pass(Duration.ofMinutes(2), 0);
    assertNothingLost();
    assertThat(pipeline.health().status()).isEqualTo(EndpointStatus.UP);
  }

  @Test
  void flush_isNotHeldBack() {
    end(4_000, 600);
    down = true;
    pass(Duration.ofSeconds(20));
    down = false;
    FlushResult result = pipeline.flush(Duration.ZERO);
    assertThat(result.complete()).isTrue();
    assertNothingLost();
  }

  @Test
  void fullMemory_isEmptiedToAQuarterAtOnce_becauseTheNextOutageNeedsIt() {
    down = true;
    pass(Duration.ofMinutes(5));
    assertThat(pipeline.health().bufferedBytes()).isGreaterThan(12 << 20);
    down = false;
    pass(Duration.ofSeconds(7));
    assertThat(pipeline.health().bufferedBytes()).isBetween(3L << 20, 5L << 20);
  }

  @Test
  void littleRoom_makesForTriesEveryFewSeconds() {
    down = true;
    end(10_000, 600);
    pass(Duration.ofMinutes(10));
    requests.clear();
    pass(Duration.ofMinutes(10));
    assertThat(requests.size()).isBetween(120, 400);
  }

  @Test
  void outageOfAnHour_losesWhatDoesNotFit_andNothingElse() {
    int seconds = 3_600;
    pass(Duration.ofSeconds(10));
    down = true;
    pass(Duration.ofSeconds(seconds));
    Health full = pipeline.health();
    assertThat(full.bufferedBytes()).isLessThanOrEqualTo(full.bufferLimitBytes());
    assertThat(full.bufferedBytes()).isGreaterThan(full.bufferLimitBytes() * 9 / 10);
    assertThat(full.pending() + full.droppedTotal()).isEqualTo(seconds * 200L);
    assertThat(full.awayFor()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    down = false;
    pass(Duration.ofMinutes(10));
    Health after = pipeline.health();
    assertThat(after.status()).isEqualTo(EndpointStatus.UP);
    assertThat(after.pending()).isLessThan(400);
    assertThat(after.started()).isEqualTo(ended);
    assertThat(after.exported() + after.pending() + after.droppedTotal()).isEqualTo(ended);
    assertThat(after.dropped()).containsExactly(entry(DropReason.QUEUE_FULL, after.droppedTotal()));
    Figure.report(
        "outage-hour-memory",
        "Outage of an hour at 200 spans/s of 300 bytes, 16 MiB of memory",
        full.pending()
            + " spans kept and delivered (the first "
            + full.pending() / 200
            + " s), "
            + after.droppedTotal()
            + " dropped and counted (queue_full)");
  }

  @Test
  void outageThatFits_losesNothing() {
    pipeline = pipeline(400 << 20);
    pass(Duration.ofSeconds(10));
    down = true;
    int seconds = Figure.count(3_600, 600);
    pass(Duration.ofSeconds(seconds));
    assertThat(pipeline.health().pending()).isEqualTo(seconds * 200L);
    down = false;
    pass(Duration.ofSeconds(3 * seconds));
    assertThat(pipeline.health().status()).isEqualTo(EndpointStatus.UP);
    assertNothingLost();
    Figure.report(
        "outage-hour-fits",
        "Outage of " + seconds + " s at 200 spans/s of 300 bytes, by an injected clock",
        pipeline.health().droppedTotal() + " lost of " + ended);
  }

  private void assertNothingLost() {
    pipeline.flush(Duration.ZERO);
    Health health = pipeline.health();
    assertThat(health.exported()).as("%s", health).isEqualTo(ended);
    assertThat(health.bufferedBytes()).isZero();
    ManualPipeline.assertBalanced(pipeline);
  }

  private void pass(Duration duration) {
    pass(duration, SPANS_PER_TICK);
  }

  private void pass(Duration duration, int spansPerTick) {
    for (long tick = 0; tick < duration.toMillis() / TICK.toMillis(); tick++) {
      end(spansPerTick, 240);
      time.advance(TICK);
      millis += TICK.toMillis();
      pipeline.step();
    }
  }

  private void end(int spans, int ballast) {
    for (int i = 0; i < spans; i++) {
      pipeline.spanStarted();
      pipeline.append(new TestSpan(++ended, ballast));
    }
  }
}
