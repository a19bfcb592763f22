package dev.skein.vertx;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.propagation.Setter;
import io.vertx.core.eventbus.Message;
import io.vertx.core.spi.tracing.TagExtractor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The spans of all that is not HTTP: messages, queries, and what other clients report. */
final class OperationSpans {
  private static final Setter<BiConsumer<String, String>> SETTER = BiConsumer::accept;

  private final Skein skein;

  OperationSpans(Skein skein) {
    this.skein = skein;
  }

  /** Starts the span of something received. */
  <R> Span received(
      Context parent,
      io.vertx.core.spi.tracing.SpanKind kind,
      R request,
      String operation,
      TagExtractor<R> tags) {
    OperationAttributes<R> attributes =
        isMessage(kind, request)
            ? OperationAttributes.consumed(request, tags)
            : OperationAttributes.called(request, tags, operation);
    SpanKind spanKind = isMessage(kind, request) ? SpanKind.CONSUMER : SpanKind.SERVER;
    return skein.tracer().startSpan(attributes.spanName(), spanKind, parent, attributes);
  }

  /** Starts the span of something sent, and sends its context along. */
  <R> Span sent(
      Context parent,
      io.vertx.core.spi.tracing.SpanKind kind,
      R request,
      String operation,
      BiConsumer<String, String> headers,
      TagExtractor<R> tags) {
    boolean message = isMessage(kind, request);
    OperationAttributes<R> attributes =
        message
            ? OperationAttributes.produced(request, tags, operation)
            : OperationAttributes.called(request, tags, operation);
    SpanKind spanKind = message ? SpanKind.PRODUCER : SpanKind.CLIENT;
    Span span = skein.tracer().startSpan(attributes.spanName(), spanKind, parent, attributes);
    if (!attributes.isQuery()) {
      skein.propagator().inject(parent.with(span), headers, SETTER);
    }
    return span;
  }

  private static boolean isMessage(io.vertx.core.spi.tracing.SpanKind kind, Object request) {
    return request instanceof Message || kind == io.vertx.core.spi.tracing.SpanKind.MESSAGING;
  }

  /** Ends such a span, by the rules that HTTP spans follow; only the first call counts. */
  static void end(Span span, @Nullable Throwable failure) {
    if (failure != null && span.isRecording()) {
      span.recordException(failure);
      span.setAttribute(OperationAttributes.ERROR_TYPE, Failures.type(failure));
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }
}
