package dev.skein.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.export.Health;
import dev.skein.it.reliability.support.Accounts;
import dev.skein.it.reliability.support.BackendProcess;
import dev.skein.it.reliability.support.Deliveries;
import dev.skein.it.reliability.support.Figure;
import dev.skein.it.reliability.support.Load;
import dev.skein.it.reliability.support.Pause;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A backend that is away for a minute costs no span with what is configured by default, and what it
 * costs a service with OpenTelemetry Java, as it is configured by default, in the same minute.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1800)
class OutageIT {
  private static final int SPANS_PER_SECOND = 1_000;
  private static final Duration OUTAGE = Duration.ofSeconds(Figure.count(60, 5));
  private static final Duration BEFORE = Duration.ofSeconds(Figure.count(5, 1));
  private static final Duration LONG = Duration.ofMinutes(3);

  @TempDir Path directory;

  private long waiting;
  private long memory;

  private record Result(long ended, Deliveries.Comparison comparison) {}

  /** A tracer to load, what to look at when the outage ends, and how to have all of it sent. */
  private record Subject(LongSupplier spans, Runnable outageEnds, Flush flush) {}

  private interface Flush {
    void run() throws Exception;
  }

  @Test
  void outage_costsNoSpan_whereThePeerLosesMost() throws Exception {
    FutureTask<Result> peer = new FutureTask<>(this::peer);
    new Thread(peer, "peer").start();
    Result skein = skein();

    assertThat(skein.comparison().lost()).isZero();
    assertThat(peer.get().comparison().unknown()).isZero();
    Figure.report(
        "outage",
        "Backend away",
        "%d s at 1,000 spans/s, %s, %,d in %.1f of 16 MiB when it ended; OpenTelemetry Java 1.67.0, at the same time, %s"
            .formatted(
                OUTAGE.toSeconds(),
                text(skein),
                waiting,
                memory / (double) (1 << 20),
                text(peer.get())));
  }

  private static String text(Result result) {
    long lost = result.comparison().lost();
    return "%,d of %,d spans lost (%.1f %%)"
        .formatted(lost, result.ended(), 100.0 * lost / result.ended());
  }

  private Result skein() throws Exception {
    try (BackendProcess backend = new BackendProcess(directory("skein"))) {
      Skein skein =
          Skein.builder()
              .options(
                  SkeinOptions.builder()
                      .serviceName("outage")
                      .tracesEndpoint(backend.endpoint())
                      .build())
              .build();
      LongSupplier spans = Load.serverSpans(skein.tracer());
      long[] ended = load(backend, new Subject(spans, () -> look(skein), () -> skein.flush(LONG)));
      Deliveries.Comparison comparison = backend.deliveries().compare(ended);
      Accounts.assertAllDelivered(skein.health(), ended.length, comparison);
      skein.close();
      return new Result(ended.length, comparison);
    }
  }

  private void look(Skein skein) {
    Health health = skein.health();
    waiting = health.pending();
    memory = health.bufferedBytes();
  }

  private Result peer() throws Exception {
    try (BackendProcess backend = new BackendProcess(directory("peer"))) {
      OtlpHttpSpanExporter exporter =
          OtlpHttpSpanExporter.builder().setEndpoint(backend.endpoint().toString()).build();
      try (SdkTracerProvider provider =
          SdkTracerProvider.builder()
              .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
              .build()) {
        LongSupplier spans = peerSpans(provider.get("peer"));
        Flush flush = () -> provider.forceFlush().join(LONG.toSeconds(), TimeUnit.SECONDS);
        long[] ended = load(backend, new Subject(spans, () -> {}, flush));
        return new Result(ended.length, backend.deliveries().compare(ended));
      }
    }
  }

  /** The same for both: load, the outage, load, and everything sent that still can be. */
  private static long[] load(BackendProcess backend, Subject subject) throws Exception {
    backend.up();
    Load load = Load.start(subject.spans(), SPANS_PER_SECOND);
    backend.awaitAnswer();
    Pause.of(BEFORE);
    backend.kill();
    Pause.of(OUTAGE);
    subject.outageEnds().run();
    backend.up();
    backend.awaitAnswer();
    Pause.of(BEFORE);
    long[] ended = load.stop();
    subject.flush().run();
    backend.kill();
    return ended;
  }

  private static LongSupplier peerSpans(Tracer tracer) {
    return () -> {
      Span span =
          tracer
              .spanBuilder("GET /items/{id}")
              .setSpanKind(SpanKind.SERVER)
              .setParent(Context.root())
              .startSpan();
      span.setAttribute("http.request.method", "GET");
      span.setAttribute("http.route", "/items/{id}");
      span.setAttribute("url.path", "/items/4711");
      span.setAttribute("http.response.status_code", 200);
      span.end();
      return Long.parseUnsignedLong(span.getSpanContext().getSpanId(), 16);
    };
  }

  private Path directory(String name) throws Exception {
    return Files.createDirectory(directory.resolve(name));
  }
}
