package dev.skein.benchmarks;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessorBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The OpenTelemetry SDK: typed keys in constants, attributes of the start given to the builder, W3C
 * context and baggage (the SDK's default), a batch span processor, OTLP/HTTP with protobuf by the
 * exporter's default sender.
 *
 * <p>What it drops it counts only as a metric; no meter provider is set up, since its counters
 * would be paid for by the application's thread, so the count is not known here.
 */
final class OpenTelemetrySubject implements Subject {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> FULL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
  private static final AttributeKey<String> PEER = AttributeKey.stringKey("network.peer.address");
  private static final AttributeKey<Long> PEER_PORT = AttributeKey.longKey("network.peer.port");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private static final TextMapGetter<Exchange> GETTER = new Getter();
  private static final TextMapSetter<Outgoing> SETTER = new Setter();

  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final TextMapPropagator traceContext = W3CTraceContextPropagator.getInstance();
  private final TextMapPropagator propagator =
      TextMapPropagator.composite(traceContext, W3CBaggagePropagator.getInstance());

  private OpenTelemetrySubject(BatchSpanProcessorBuilder processor) {
    provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(Resource.builder().put("service.name", "benchmark").build()))
            .addSpanProcessor(processor.build())
            .build();
    tracer = provider.get("dev.skein.benchmarks");
  }

  /** Queue 2,048, batch 512, delay 5 s. */
  static OpenTelemetrySubject withDefaults(Destination destination) {
    return new OpenTelemetrySubject(BatchSpanProcessor.builder(exporter(destination)));
  }

  /** Queue 262,144, batch 8,192, delay 200 ms. */
  static OpenTelemetrySubject tuned(Destination destination) {
    return new OpenTelemetrySubject(
        BatchSpanProcessor.builder(exporter(destination))
            .setMaxQueueSize(262_144)
            .setMaxExportBatchSize(8_192)
            .setScheduleDelay(Duration.ofMillis(200)));
  }

  private static SpanExporter exporter(Destination destination) {
    URI endpoint = destination.resolve("/v1/traces");
    return endpoint == null
        ? new Discarding(destination)
        : OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build();
  }

  @Override
  public void hop(Exchange exchange, Outgoing outgoing) {
    Context caller = propagator.extract(Context.root(), exchange, GETTER);
    Span server = startServer(exchange, caller);
    try (Scope scope = caller.with(server).makeCurrent()) {
      Span client =
          tracer
              .spanBuilder(Exchange.CLIENT_NAME)
              .setSpanKind(SpanKind.CLIENT)
              .setAttribute(METHOD, exchange.method())
              .setAttribute(FULL, exchange.url())
              .setAttribute(HOST, exchange.calledHost())
              .setAttribute(PORT, exchange.calledPort())
              .startSpan();
      propagator.inject(Context.current().with(client), outgoing, SETTER);
      client.setAttribute(STATUS, exchange.status());
      client.setAttribute(PEER, exchange.calledAddress());
      client.setAttribute(PEER_PORT, exchange.calledPort());
      client.end();
    }
    endServer(server, exchange);
  }

  private Span startServer(Exchange exchange, Context parent) {
    return tracer
        .spanBuilder(Exchange.SERVER_NAME)
        .setParent(parent)
        .setSpanKind(SpanKind.SERVER)
        .setAttribute(METHOD, exchange.method())
        .setAttribute(PATH, exchange.path())
        .setAttribute(SCHEME, exchange.scheme())
        .setAttribute(HOST, exchange.host())
        .setAttribute(PORT, exchange.port())
        .setAttribute(CLIENT, exchange.client())
        .setAttribute(PEER, exchange.client())
        .startSpan();
  }

  private static void endServer(Span server, Exchange exchange) {
    server.setAttribute(ROUTE, exchange.route());
    server.setAttribute(STATUS, exchange.status());
    server.end();
  }

  @Override
  public void bareSpan() {
    tracer.spanBuilder("work").setNoParent().startSpan().end();
  }

  @Override
  public void serverSpan(Exchange exchange) {
    endServer(startServer(exchange, Context.root()), exchange);
  }

  @Override
  public void spanWith(AttributeSet attributes) {
    Span span = tracer.spanBuilder("work").setNoParent().startSpan();
    for (int i = 0; i < attributes.size(); i++) {
      span.setAttribute(attributes.openTelemetryKeys.get(i), attributes.values.get(i));
    }
    span.end();
  }

  @Override
  public Object start() {
    return tracer.spanBuilder("work").setNoParent().startSpan();
  }

  @Override
  public void end(Object span) {
    ((Span) span).end();
  }

  @Override
  public Object extract(Exchange exchange) {
    return traceContext.extract(Context.root(), exchange, GETTER);
  }

  @Override
  public void inject(Object context, Outgoing outgoing) {
    traceContext.inject((Context) context, outgoing, SETTER);
  }

  @Override
  public long dropped() {
    return -1;
  }

  @Override
  public void flush(Duration timeout) {
    provider.forceFlush().join(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    provider.shutdown().join(10, TimeUnit.SECONDS);
  }

  private static final class Getter implements TextMapGetter<Exchange> {
    @Override
    public @Nullable String get(@Nullable Exchange carrier, String key) {
      List<String> lines = carrier == null ? List.of() : carrier.lines(key);
      return lines.isEmpty() ? null : lines.get(0);
    }
  }

  private static final class Setter implements TextMapSetter<Outgoing> {
    @Override
    public void set(@Nullable Outgoing carrier, String key, String value) {
      if (carrier != null) {
        carrier.set(key, value);
      }
    }
  }

  private record Discarding(Destination destination) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      destination.discard(spans.size());
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
