package dev.skein.benchmarks;

import brave.Span;
import brave.Tracer;
import brave.Tracing;
import brave.propagation.B3Propagation;
import brave.propagation.Propagation;
import brave.propagation.TraceContext;
import brave.propagation.TraceContextOrSamplingFlags;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.Encoding;
import zipkin2.reporter.InMemoryReporterMetrics;
import zipkin2.reporter.brave.AsyncZipkinSpanHandler;
import zipkin2.reporter.urlconnection.URLConnectionSender;

/**
 * Brave with zipkin-reporter: 128-bit trace ids, the propagation that is its own (B3 in one header)
 * and that costs it least, spans joined with the caller's as its HTTP instrumentation does it,
 * Zipkin v2 JSON by {@code HttpURLConnection}, not compressed as the others' is not; queue 262,144,
 * delay 200 ms.
 *
 * <p>Its tags are texts, so numbers are made into texts, and as in its own instrumentation only
 * when the span is recorded. A sender that discards is given encoded spans, like a real one.
 */
final class BraveSubject implements Subject {
  private final Tracing tracing;
  private final Tracer tracer;
  private final BytesMessageSender sender;
  private final AsyncZipkinSpanHandler handler;
  private final InMemoryReporterMetrics metrics = new InMemoryReporterMetrics();
  private final TraceContext.Extractor<Exchange> extractor;
  private final TraceContext.Injector<Outgoing> injector;

  BraveSubject(Destination destination) {
    URI endpoint = destination.resolve("/api/v2/spans");
    sender =
        endpoint == null
            ? new Discarding(destination)
            : URLConnectionSender.newBuilder()
                .endpoint(endpoint.toString())
                .compressionEnabled(false)
                .build();
    handler =
        AsyncZipkinSpanHandler.newBuilder(sender)
            .queuedMaxSpans(262_144)
            .messageTimeout(200, TimeUnit.MILLISECONDS)
            .metrics(metrics)
            .build();
    tracing =
        Tracing.newBuilder()
            .localServiceName("benchmark")
            .traceId128Bit(true)
            .propagationFactory(
                B3Propagation.newFactoryBuilder().injectFormat(B3Propagation.Format.SINGLE).build())
            .addSpanHandler(handler)
            .build();
    tracer = tracing.tracer();
    Propagation<String> propagation = tracing.propagation();
    extractor = propagation.extractor(BraveSubject::firstLine);
    injector = propagation.injector(Outgoing::set);
  }

  private static @Nullable String firstLine(Exchange exchange, String name) {
    List<String> lines = exchange.lines(name);
    return lines.isEmpty() ? null : lines.get(0);
  }

  @Override
  public void hop(Exchange exchange, Outgoing outgoing) {
    TraceContextOrSamplingFlags extracted = extractor.extract(exchange);
    TraceContext caller = extracted.context();
    Span server = caller == null ? tracer.nextSpan(extracted) : tracer.joinSpan(caller);
    startServer(server, exchange);
    try (Tracer.SpanInScope scope = tracer.withSpanInScope(server)) {
      Span client = tracer.nextSpan();
      if (!client.isNoop()) {
        client
            .kind(Span.Kind.CLIENT)
            .name(Exchange.CLIENT_NAME)
            .tag("http.request.method", exchange.method())
            .tag("url.full", exchange.url())
            .tag("server.address", exchange.calledHost())
            .tag("server.port", Integer.toString(exchange.calledPort()))
            .start();
      }
      injector.inject(client.context(), outgoing);
      if (!client.isNoop()) {
        client
            .tag("http.response.status_code", Integer.toString(exchange.status()))
            .tag("network.peer.address", exchange.calledAddress())
            .tag("network.peer.port", Integer.toString(exchange.calledPort()))
            .finish();
      }
    }
    endServer(server, exchange);
  }

  private static void startServer(Span server, Exchange exchange) {
    if (!server.isNoop()) {
      server
          .kind(Span.Kind.SERVER)
          .name(Exchange.SERVER_NAME)
          .tag("http.request.method", exchange.method())
          .tag("url.path", exchange.path())
          .tag("url.scheme", exchange.scheme())
          .tag("server.address", exchange.host())
          .tag("server.port", Integer.toString(exchange.port()))
          .tag("client.address", exchange.client())
          .tag("network.peer.address", exchange.client())
          .start();
    }
  }

  private static void endServer(Span server, Exchange exchange) {
    if (!server.isNoop()) {
      server
          .tag("http.route", exchange.route())
          .tag("http.response.status_code", Integer.toString(exchange.status()))
          .finish();
    }
  }

  @Override
  public void bareSpan() {
    tracer.newTrace().name("work").start().finish();
  }

  @Override
  public void serverSpan(Exchange exchange) {
    Span server = tracer.newTrace();
    startServer(server, exchange);
    endServer(server, exchange);
  }

  @Override
  public void spanWith(AttributeSet attributes) {
    Span span = tracer.newTrace().name("work").start();
    for (int i = 0; i < attributes.size(); i++) {
      span.tag(attributes.names.get(i), attributes.values.get(i));
    }
    span.finish();
  }

  @Override
  public Object start() {
    return tracer.newTrace().name("work").start();
  }

  @Override
  public void end(Object span) {
    ((Span) span).finish();
  }

  @Override
  public Object extract(Exchange exchange) {
    return extractor.extract(exchange);
  }

  @Override
  public void inject(Object context, Outgoing outgoing) {
    TraceContext extracted = ((TraceContextOrSamplingFlags) context).context();
    if (extracted != null) {
      injector.inject(extracted, outgoing);
    }
  }

  @Override
  public long dropped() {
    return metrics.spansDropped();
  }

  /** Sends a message, which is all that flushing is; to a discarding sender one after the other. */
  @Override
  public void flush(Duration timeout) {
    handler.flush();
    long end = System.nanoTime() + timeout.toNanos();
    while (sender instanceof Discarding discarding
        && discarding.destination.discarded() + metrics.spansDropped() < metrics.spans()
        && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(100_000);
      handler.flush();
    }
  }

  @Override
  public void close() {
    tracing.close();
    handler.close();
    try {
      sender.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Discarding implements BytesMessageSender {
    private final Destination destination;

    private Discarding(Destination destination) {
      this.destination = destination;
    }

    @Override
    public Encoding encoding() {
      return Encoding.JSON;
    }

    @Override
    public int messageMaxBytes() {
      return 500_000; // what the senders by HTTP have
    }

    @Override
    public int messageSizeInBytes(List<byte[]> encodedSpans) {
      return Encoding.JSON.listSizeInBytes(encodedSpans);
    }

    @Override
    public int messageSizeInBytes(int encodedSizeInBytes) {
      return Encoding.JSON.listSizeInBytes(encodedSizeInBytes);
    }

    @Override
    public void send(List<byte[]> encodedSpans) {
      destination.discard(encodedSpans.size());
    }

    @Override
    public void close() {}
  }
}
