package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pipeline says, and above all how seldom. */
class DeliveryLogTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeNanoTime time = new FakeNanoTime();
  private final ScriptedExporter exporter = new ScriptedExporter();
  private final List<String> lines = new ArrayList<>();
  private SpanPipeline pipeline = pipeline(1 << 20);
  private long ended;

  private SpanPipeline pipeline(long memory) {
    return SpanPipeline.create(
        SpanPipelineConfig.builder(exporter)
            .nanoTime(time)
            .random(() -> 0.5)
            .memoryLimitBytes(memory)
            .logSink((level, line) -> lines.add(level + " " + line))
            .withoutThread()
            .build());
  }

  @Test
  void everythingDelivered_saysNothing() {
    for (int i = 0; i < 100; i++) {
      endAndStep(10);
    }
    pipeline.close();
    assertThat(lines).isEmpty();
  }

  @Test
  void singleFailure_saysNothing() {
    exporter.answer(ExportResult.unreachable("connection reset"));
    endAndStep(1);
    endAndStep(1);
    assertThat(pipeline.health().exported()).isEqualTo(2);
    assertThat(lines).isEmpty();
  }

  @Test
  void nobodyEverListening_isSaidOnceAndQuietly() {
    exporter.otherwise(ExportResult.unreachable("connection refused"));
    for (int i = 0; i < 3_600; i++) {
      endAndStep(1);
    }
    assertThat(lines)
        .containsExactly(
            Level.INFO
                + " Nobody answers yet at scripted. Spans wait in memory, up to 1024 KiB (enough for"
                + " about 7 h at the present rate), and are sent when it answers (last error:"
                + " connection refused)");
  }

  @Test
  void outage_isSaidWhenItBeginsAndWhenItIsOver() {
    endAndStep(1);
    exporter.otherwise(ExportResult.retry("HTTP 503", null));
    for (int i = 0; i < 60; i++) {
      endAndStep(2);
    }
    exporter.otherwise(ExportResult.success());
    for (int i = 0; i < 60; i++) {
      endAndStep(2);
    }
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith(Level.WARNING + " scripted does not take spans any more.")
        .endsWith("(last error: HTTP 503)");
    assertThat(lines.get(1))
        .matches(
            Level.INFO
                + " scripted is back after \\d+ s: (\\d+) spans waited, \\1 were delivered,"
                + " none was dropped");
  }

  @Test
  void linesAtTheEndOfAnOutage_haveTheDropsInIt() {
    pipeline = pipeline(20_000);
    exporter.otherwise(ExportResult.unreachable("connection refused"));
    for (int i = 0; i < 300; i++) {
      endAndStep(3);
    }
    // The outage, and once that the memory is full.
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).contains("Spans lost: queue_full=");
    exporter.otherwise(ExportResult.success());
    for (int i = 0; i < 61; i++) {
      endAndStep(0);
    }
    Health health = pipeline.health();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(2))
        .contains(
            health.exported() + " spans waited, " + health.exported() + " were delivered",
            "dropped queue_full=" + health.dropped().get(DropReason.QUEUE_FULL));
  }

  @Test
  void drops_areSaidAtMostOnceAMinute_withWhatWasNotSaidYet() {
    exporter.otherwise(ExportResult.failed("HTTP 400: bad\nrequest"));
    for (int i = 0; i < 121; i++) {
      endAndStep(1);
    }
    assertThat(lines)
        .containsExactly(
            Level.WARNING + " Spans lost: export_failed=1 (last error: HTTP 400: bad?request)",
            Level.WARNING + " Spans lost: export_failed=60 (last error: HTTP 400: bad?request)",
            Level.WARNING + " Spans lost: export_failed=60 (last error: HTTP 400: bad?request)");
  }

  @Test
  void rejectedSpans_areSaid() {
    exporter.answer(ExportResult.partial(2, "too old"));
    endAndStep(3);
    assertThat(lines)
        .containsExactly(
            Level.WARNING + " Spans lost: 2 refused by the endpoint (last error: too old)");
  }

  @Test
  void hooksThatDrop_areNoLoss() {
    pipeline.spanStarted();
    pipeline.spanDropped(DropReason.HOOK);
    endAndStep(0);
    pipeline.close();
    assertThat(lines).isEmpty();
  }

  @Test
  void closedWithSpansLeft_saysSo() {
    exporter.otherwise(ExportResult.unreachable("connection refused"));
    endAndStep(5);
    pipeline.close();
    assertThat(lines)
        .containsExactly(
            Level.INFO
                + " Closed; scripted never answered; dropped shutdown=5 (last error: connection"
                + " refused)");
  }

  @Test
  void secondOutage_isSaidAgain() {
    for (int outage = 0; outage < 2; outage++) {
      exporter.otherwise(ExportResult.unreachable("gone"));
      for (int i = 0; i < 20; i++) {
        endAndStep(1);
      }
      exporter.otherwise(ExportResult.success());
      for (int i = 0; i < 60; i++) {
        endAndStep(1);
      }
    }
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).contains("Nobody answers yet");
    assertThat(lines.get(2)).contains("does not take spans any more");
    assertThat(lines.get(3)).contains("is back");
  }

  @Test
  void relapseBeforeTheBacklogWasDelivered_continuesTheOutage() {
    exporter.otherwise(ExportResult.unreachable("gone"));
    for (int i = 0; i < 20; i++) {
      endAndStep(1);
    }
    exporter.answer(ExportResult.success());
    for (int i = 0; i < 40; i++) {
      endAndStep(1);
    }
    assertThat(exporter.calls().size()).isGreaterThan(8);
    assertThat(lines).hasSize(1);
    exporter.otherwise(ExportResult.success());
    for (int i = 0; i < 60; i++) {
      endAndStep(0);
    }
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).contains("60 spans waited, 60 were delivered");
  }

  @Test
  void backlogThatTakesLong_isSaidWhenTheEndpointIsBack_andWhenItIsOver() {
    pipeline = pipeline(64 << 20);
    exporter.otherwise(ExportResult.unreachable("gone"));
    endAndStep(150_000);
    for (int i = 0; i < 60; i++) {
      endAndStep(0);
    }
    exporter.otherwise(ExportResult.success());
    for (int i = 0; i < 200; i++) {
      endAndStep(0);
    }
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1))
        .matches(
            "INFO scripted is back after \\d+ s, and gets the 150000 spans that waited bit by bit");
    assertThat(lines.get(2)).contains("150000 spans waited, 150000 were delivered");
  }

  @Test
  void brokenCredentials_areSaidOnce_withWhatToDo() {
    exporter.otherwise(ExportResult.failed("HTTP 401; are the exporter's headers right?"));
    for (int i = 0; i < 59; i++) {
      endAndStep(1);
    }
    assertThat(lines)
        .containsExactly(
            "WARNING Spans lost: export_failed=1 (last error: HTTP 401; are the exporter's headers"
                + " right?)");
  }

  @Test
  void logHandlerThatThrows_doesNotStopTheDelivery() {
    SpanPipeline rough =
        SpanPipeline.create(
            SpanPipelineConfig.builder(exporter)
                .nanoTime(time)
                .logSink(
                    (level, line) -> {
                      throw new StackOverflowError();
                    })
                .withoutThread()
                .build());
    exporter.answer(ExportResult.failed("no"));
    for (int i = 0; i < 3; i++) {
      rough.spanStarted();
      rough.append(TestSpan.of(i + 1));
      time.advance(SECOND);
      rough.step();
    }
    assertThat(rough.health().exported()).isEqualTo(2);
  }

  private void endAndStep(int spans) {
    for (int i = 0; i < spans; i++) {
      pipeline.spanStarted();
      pipeline.append(TestSpan.of(++ended));
    }
    time.advance(SECOND);
    pipeline.step();
  }
}
