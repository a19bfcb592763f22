package dev.skein.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** An exporter that does what a test says, and delivers at once when it says nothing. */
final class ScriptedExporter implements SpanExporter {
  /** A call, the spans it brought, and the future that was returned for it. */
  record Call(List<Long> spans, SpanBatch batch, CompletableFuture<ExportResult> future) {}

  private final Queue<Supplier<CompletableFuture<ExportResult>>> script =
      new ConcurrentLinkedQueue<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Supplier<CompletableFuture<ExportResult>> otherwise =
      () -> CompletableFuture.completedFuture(ExportResult.success());
  volatile int closed;

  ScriptedExporter answer(ExportResult... results) {
    for (ExportResult result : results) {
      script.add(() -> CompletableFuture.completedFuture(result));
    }
    return this;
  }

  ScriptedExporter then(Supplier<CompletableFuture<ExportResult>> behaviour) {
    script.add(behaviour);
    return this;
  }

  ScriptedExporter otherwise(Supplier<CompletableFuture<ExportResult>> behaviour) {
    otherwise = behaviour;
    return this;
  }

  ScriptedExporter otherwise(ExportResult result) {
    return otherwise(() -> CompletableFuture.completedFuture(result));
  }

  List<Call> calls() {
    return calls;
  }

  /** The numbers of the spans of all calls so far, call by call. */
  List<List<Long>> spans() {
    return calls.stream().map(Call::spans).toList();
  }

  @Override
  public CompletableFuture<ExportResult> export(SpanBatch batch) {
    Supplier<CompletableFuture<ExportResult>> next = script.poll();
    CompletableFuture<ExportResult> future = null;
    try {
      future = (next != null ? next : otherwise).get();
      return future;
    } finally {
      calls.add(new Call(numbers(batch), batch, future));
    }
  }

  private static List<Long> numbers(SpanBatch batch) {
    List<Long> numbers = new ArrayList<>();
    try {
      OtlpReader.read(batch).forEach(span -> numbers.add(TestSpan.numberOf(span)));
    } catch (MalformedOtlpException e) {
      throw new AssertionError(e);
    }
    return numbers;
  }

  @Override
  public String description() {
    return "scripted";
  }

  @Override
  public void close() {
    closed++;
  }
}
