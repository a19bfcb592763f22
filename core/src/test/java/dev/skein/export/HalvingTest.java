package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.skein.Figure;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Batches that an endpoint refuses because of their size, or because of a span in them. */
class HalvingTest extends ManualPipeline {
  private final Endpoint endpoint = new Endpoint();
  private final SpanPipeline halved =
      SpanPipeline.create(
          SpanPipelineConfig.builder(endpoint)
              .exportDelay(DELAY)
              .nanoTime(time)
              .logSink((level, line) -> lines.add(line))
              .withoutThread()
              .build());

  /** Takes what it is told to take, and remembers the spans. */
  private static final class Endpoint implements SpanExporter {
    private final BitSet delivered = new BitSet();
    private final List<Integer> takenBytes = new ArrayList<>();
    private Predicate<List<SpanData>> valid = spans -> true;
    private @Nullable ExportResult always;
    private int mostBytes = Integer.MAX_VALUE;
    private int requests;
    private int duplicates;

    @Override
    public CompletableFuture<ExportResult> export(SpanBatch batch) {
      requests++;
      return CompletableFuture.completedFuture(answer(batch));
    }

    private ExportResult answer(SpanBatch batch) {
      if (always != null) {
        return always;
      }
      if (batch.sizeInBytes() > mostBytes) {
        return ExportResult.tooLarge("HTTP 413");
      }
      List<SpanData> spans;
      try {
        spans = OtlpReader.read(batch);
      } catch (MalformedOtlpException e) {
        throw new AssertionError(e);
      }
      assertThat(spans).hasSize(batch.spanCount());
      if (!valid.test(spans)) {
        return ExportResult.invalid("HTTP 400");
      }
      takenBytes.add(batch.sizeInBytes());
      for (SpanData span : spans) {
        int number = (int) TestSpan.numberOf(span);
        duplicates += delivered.get(number) ? 1 : 0;
        delivered.set(number);
      }
      return ExportResult.success();
    }
  }

  @Test
  void tooLargeBatch_isSentInHalvesThatFit_andTheNextOnesFitAtOnce() {
    endpoint.mostBytes = 30_000;
    end(1, 500, 1_000);
    advanceAndStep();
    assertThat(endpoint.delivered.cardinality()).isEqualTo(500);
    assertThat(endpoint.takenBytes).allMatch(bytes -> bytes <= 30_000);
    int before = endpoint.requests;

    end(501, 1_000, 1_000);
    advanceAndStep();
    assertThat(endpoint.delivered.cardinality()).isEqualTo(1_000);
    // Chunks of 64 KiB are still halved; what is made of several of them is not sent any more.
    assertThat(endpoint.requests - before).isLessThan(80);
    assertThat(halved.health().dropped()).isEmpty();
    assertThat(halved.health().reachable()).isTrue();
    assertThat(halved.health().bufferedBytes()).isZero();
    assertThat(endpoint.duplicates).isZero();
  }

  @Test
  void spanThatIsTooLargeAlone_isDroppedAlone() {
    endpoint.mostBytes = 5_000;
    end(1, 100, 100);
    end(101, 101, 6_000);
    end(102, 200, 100);
    advanceAndStep();
    assertThat(halved.health().exported()).isEqualTo(199);
    assertThat(halved.health().dropped())
        .containsExactly(entry(DropReason.TOO_LARGE_FOR_ENDPOINT, 1L));
    assertThat(endpoint.delivered.get(101)).isFalse();
    assertThat(halved.health().lastError()).isEqualTo("HTTP 413");
    assertThat(halved.health().bufferedBytes()).isZero();
  }

  @Test
  void sizeThatWasTooLarge_isTriedAgainAfterAnOutage() {
    endpoint.mostBytes = 100_000;
    end(1, 500, 1_000);
    advanceAndStep();
    assertThat(endpoint.takenBytes).allMatch(bytes -> bytes <= 100_000);

    endpoint.always = ExportResult.unreachable("connection refused");
    end(501, 501, 0);
    advanceAndStep();
    endpoint.always = null;
    endpoint.mostBytes = Integer.MAX_VALUE;
    advanceAndStep();
    end(502, 1_000, 1_000);
    advanceAndStep();
    assertThat(endpoint.delivered.cardinality()).isEqualTo(1_000);
    assertThat(endpoint.takenBytes).anyMatch(bytes -> bytes > 400_000);
  }

  @Test
  void oneBadSpanInAMillion_costsOneSpan() {
    int count = 1_000_000;
    int bad = 654_321;
    endpoint.valid = spans -> spans.stream().noneMatch(span -> TestSpan.numberOf(span) == bad);
    for (int i = 1; i <= count; i += 10_000) {
      end(i, i + 9_999, 0);
      advanceAndStep();
    }
    advanceAndStep();
    BitSet expected = new BitSet();
    expected.set(1, count + 1);
    expected.clear(bad);
    assertThat(endpoint.delivered).isEqualTo(expected);
    assertThat(endpoint.duplicates).isZero();
    assertThat(halved.health().exported()).isEqualTo(count - 1);
    assertThat(halved.health().dropped()).containsExactly(entry(DropReason.EXPORT_FAILED, 1L));
    Figure.report(
        "poison-span",
        "One span in 1,000,000 that the endpoint refuses (400)",
        halved.health().droppedTotal()
            + " dropped, "
            + halved.health().exported()
            + " delivered once, "
            + endpoint.requests
            + " requests");
  }

  @Test
  void someBadSpans_costOnlyThemselves() {
    endpoint.valid = spans -> spans.stream().noneMatch(span -> TestSpan.numberOf(span) % 997 == 0);
    for (int i = 1; i <= 20_000; i += 2_000) {
      end(i, i + 1_999, 0);
      advanceAndStep();
    }
    assertThat(halved.health().exported()).isEqualTo(20_000 - 20);
    assertThat(halved.health().dropped()).containsExactly(entry(DropReason.EXPORT_FAILED, 20L));
  }

  @Test
  void endpointThatCallsEverythingBad_isNotAskedAboutEverySpan() {
    endpoint.valid = spans -> false;
    for (int i = 1; i <= 20_000; i += 2_000) {
      end(i, i + 1_999, 0);
      advanceAndStep();
    }
    // The credits once, and then one request for each batch.
    assertThat(endpoint.requests).isLessThan(2 * 64 + 2 * 10);
    assertThat(halved.health().dropped()).containsExactly(entry(DropReason.EXPORT_FAILED, 20_000L));
    assertThat(halved.health().bufferedBytes()).isZero();
  }

  @Test
  void endpointThatCallsEverythingTooLarge_isNotAskedAboutEverySpan() {
    endpoint.mostBytes = 10;
    for (int i = 1; i <= 20_000; i += 2_000) {
      end(i, i + 1_999, 0);
      advanceAndStep();
    }
    assertThat(endpoint.requests).isLessThan(2 * 64 + 2 * 200);
    assertThat(halved.health().dropped())
        .containsExactly(entry(DropReason.TOO_LARGE_FOR_ENDPOINT, 20_000L));
    assertThat(halved.health().bufferedBytes()).isZero();
  }

  private void end(int first, int last, int ballast) {
    for (int number = first; number <= last; number++) {
      halved.spanStarted();
      halved.append(new TestSpan(number, ballast));
    }
  }

  private void advanceAndStep() {
    time.advance(DELAY);
    while (halved.step() == 0) {
      // More to do at the same time.
    }
    assertBalanced(halved);
  }
}
