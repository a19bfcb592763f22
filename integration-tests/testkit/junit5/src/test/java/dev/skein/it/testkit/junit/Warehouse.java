package dev.skein.it.testkit.junit;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.StatusCode;
import dev.skein.Tracer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What is under test: code that makes spans of its own. */
final class Warehouse {
  private final Tracer tracer;
  private final Executor executor;

  Warehouse(Tracer tracer, Executor executor) {
    this.tracer = tracer;
    this.executor = tracer.wrap(executor);
  }

  /** Packs now, and labels in the background. */
  CompletableFuture<Void> pack(String parcel) {
    Span span = tracer.startSpan("pack");
    try (Scope scope = span.makeCurrent()) {
      if (parcel.isEmpty()) {
        throw new IllegalArgumentException("an empty parcel");
      }
      span.setAttribute("parcel.id", parcel);
      return CompletableFuture.runAsync(() -> label(parcel), executor);
    } catch (RuntimeException e) {
      span.recordException(e).setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }

  private void label(String parcel) {
    Span span = tracer.startSpan("label");
    try (Scope scope = span.makeCurrent()) {
      tracer.startSpan("print " + parcel.length() + " letters").end();
    } finally {
      span.end();
    }
  }
}
