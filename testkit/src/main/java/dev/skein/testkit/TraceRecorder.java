package dev.skein.testkit;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.SkeinOptions;
import dev.skein.export.ExportResult;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanExporter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * Keeps spans in memory, for tests that run in the application's process. Thread-safe.
 *
 * <p>It reads the very bytes that would have left the process. {@link #skein()} makes a {@link
 * Skein} that records here and that is flushed before every wait:
 *
 * <pre>{@code
 * TraceRecorder recorder = TraceRecorder.create();
 * try (Skein skein = recorder.skein()) {
 *   skein.tracer().startSpan("work").end();
 *   List<SpanData> spans = recorder.awaitSpans(1);
 * }
 * }</pre>
 *
 * <p>In an application that makes its Skein itself, give the recorder to it as its exporter; spans
 * then arrive when its export delay has passed, or sooner after {@link #flushes}.
 */
public final class TraceRecorder extends TraceStore implements SpanExporter {
  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(5);

  private final List<Skein> sources = new CopyOnWriteArrayList<>();

  private TraceRecorder() {}

  /** A recorder without spans. */
  public static TraceRecorder create() {
    return new TraceRecorder();
  }

  /** A Skein for a service called {@code test} that records everything here. */
  public Skein skein() {
    return skein("test");
  }

  /** A Skein for a service that records everything here. */
  public Skein skein(String serviceName) {
    return skein(serviceName, builder -> builder);
  }

  /**
   * A Skein that records here. Neither the environment nor system properties have a say in it.
   *
   * @param customizer changes what needs changing; an exporter set by it takes this one's place
   */
  public Skein skein(String serviceName, UnaryOperator<SkeinBuilder> customizer) {
    SkeinOptions options =
        SkeinOptions.builder().serviceName(serviceName).exportDelay(Duration.ofMillis(10)).build();
    Skein skein = customizer.apply(Skein.builder().options(options).exporter(this)).build();
    return flushes(skein);
  }

  /** Has a Skein that exports here flushed before every wait and every reset. */
  public Skein flushes(Skein skein) {
    sources.add(Objects.requireNonNull(skein, "skein"));
    return skein;
  }

  /** Forgets what has arrived and what is on its way from spans that have ended. */
  @Override
  public void reset() {
    flush();
    super.reset();
  }

  @Override
  void flush() {
    sources.forEach(skein -> skein.flush(FLUSH_TIMEOUT));
  }

  @Override
  public CompletableFuture<ExportResult> export(SpanBatch batch) {
    try {
      add(OtlpReader.read(batch));
      return CompletableFuture.completedFuture(ExportResult.success());
    } catch (MalformedOtlpException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public String description() {
    return "test recorder";
  }

  @Override
  public void close() {}
}
