package dev.skein.testkit.contract;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Takes every hop as the contract wants it. A mutant overrides a method. */
class ReferenceHops implements ContextSubject {
  private static final int THREADS = 4;

  final Skein skein;
  final Tracer tracer;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  ReferenceHops(Skein skein) {
    this.skein = skein;
    this.tracer = skein.tracer();
  }

  @Override
  public HopResult run(String hop, Map<String, String> caller) throws Exception {
    String inside =
        switch (hop) {
          case "same-thread" -> inside(hop);
          case "nested-scopes" -> nested(hop);
          case "late-closed-scope" -> lateClosed(hop);
          case "parallel" -> parallel(hop);
          case "event-bus" -> below(List.of(SpanKind.PRODUCER, SpanKind.CONSUMER), hop);
          case "client-callback" -> {
            below(List.of(SpanKind.CLIENT, SpanKind.SERVER), "");
            yield elsewhere(hop);
          }
          default -> elsewhere(hop);
        };
    return new HopResult(200, inside, after(hop));
  }

  /** What is done in a hop. */
  String inside(String hop) {
    tracer.startSpan("in " + hop).end();
    return customer();
  }

  /** What is done when it is through. */
  String after(String hop) {
    tracer.startSpan("after " + hop).end();
    return customer();
  }

  /** A task for another thread. */
  <T> java.util.concurrent.Callable<T> carried(java.util.concurrent.Callable<T> task) {
    return tracer.wrap(task);
  }

  private String customer() {
    String value = tracer.currentContext().baggage().get("customer");
    return value == null ? "" : value;
  }

  private String elsewhere(String hop) throws Exception {
    return threads.submit(carried(() -> inside(hop))).get();
  }

  private String parallel(String hop) throws Exception {
    List<Future<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tasks.add(threads.submit(carried(() -> inside(hop))));
    }
    String seen = "";
    for (Future<String> task : tasks) {
      seen = task.get();
    }
    return seen;
  }

  private String nested(String hop) {
    Context outer = tracer.currentContext();
    Scope first = tracer.attach(outer.with(outer.baggage().put("customer", "nobody")));
    Scope second = tracer.attach(outer);
    String seen = inside(hop);
    second.close();
    first.close();
    return seen;
  }

  private String lateClosed(String hop) {
    Context outer = tracer.currentContext();
    Scope first = tracer.attach(outer.with(outer.baggage().put("customer", "nobody")));
    Scope second = tracer.attach(outer);
    first.close();
    String seen = inside(hop);
    second.close();
    return seen;
  }

  /** Work below spans of the framework's own, if any. */
  private String below(List<SpanKind> kinds, String hop) {
    if (kinds.isEmpty()) {
      return hop.isEmpty() ? "" : inside(hop);
    }
    Span span = tracer.startSpan("message", kinds.get(0), tracer.currentContext());
    try (Scope scope = span.makeCurrent()) {
      return below(kinds.subList(1, kinds.size()), hop);
    } finally {
      span.end();
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
