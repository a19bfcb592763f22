package dev.skein.benchmarks;

import dev.skein.AttributeKey;
import dev.skein.AttributeView;
import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.Tracer;
import dev.skein.http.HttpAttributes;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import dev.skein.propagation.Setter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Skein through its core: {@link Tracer} and {@link Propagator}.
 *
 * <p>The attributes of the start are given as an {@link AttributeView}, which samplers and hooks
 * see as they see those of the peers' builders; those of the end are set one by one.
 */
final class SkeinSubject implements Subject {
  private static final Getter<Exchange> GETTER = Exchange::lines;
  private static final Setter<Outgoing> SETTER = Outgoing::set;

  private final Skein skein;
  private final Tracer tracer;
  private final Propagator propagator;

  SkeinSubject(Destination destination) {
    skein = SkeinSetup.create(destination);
    tracer = skein.tracer();
    propagator = skein.propagator();
  }

  @Override
  public void hop(Exchange exchange, Outgoing outgoing) {
    Context caller = propagator.extract(Context.root(), exchange, GETTER);
    Span server =
        tracer.startSpan(Exchange.SERVER_NAME, SpanKind.SERVER, caller, new ServerStart(exchange));
    try (Scope scope = tracer.attach(caller.with(server))) {
      Context current = tracer.currentContext();
      Span client =
          tracer.startSpan(
              Exchange.CLIENT_NAME, SpanKind.CLIENT, current, new ClientStart(exchange));
      propagator.inject(current.with(client), outgoing, SETTER);
      client.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, exchange.status());
      client.setAttribute(HttpAttributes.NETWORK_PEER_ADDRESS, exchange.calledAddress());
      client.setAttribute(HttpAttributes.NETWORK_PEER_PORT, exchange.calledPort());
      client.end();
    }
    endServer(server, exchange);
  }

  @Override
  public void bareSpan() {
    tracer.startSpan("work", SpanKind.INTERNAL, Context.root()).end();
  }

  @Override
  public void serverSpan(Exchange exchange) {
    Span server =
        tracer.startSpan(
            Exchange.SERVER_NAME, SpanKind.SERVER, Context.root(), new ServerStart(exchange));
    endServer(server, exchange);
  }

  private static void endServer(Span server, Exchange exchange) {
    server.setAttribute(HttpAttributes.HTTP_ROUTE, exchange.route());
    server.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, exchange.status());
    server.end();
  }

  @Override
  public void spanWith(AttributeSet attributes) {
    Span span = tracer.startSpan("work", SpanKind.INTERNAL, Context.root());
    for (int i = 0; i < attributes.size(); i++) {
      span.setAttribute(attributes.skeinKeys.get(i), attributes.values.get(i));
    }
    span.end();
  }

  @Override
  public Object start() {
    return tracer.startSpan("work", SpanKind.INTERNAL, Context.root());
  }

  @Override
  public void end(Object span) {
    ((Span) span).end();
  }

  @Override
  public Object extract(Exchange exchange) {
    return Propagator.traceContext().extract(Context.root(), exchange, GETTER);
  }

  @Override
  public void inject(Object context, Outgoing outgoing) {
    Propagator.traceContext().inject((Context) context, outgoing, SETTER);
  }

  @Override
  public long dropped() {
    return skein.health().droppedTotal();
  }

  @Override
  public void flush(Duration timeout) {
    skein.flush(timeout);
  }

  @Override
  public void close() {
    skein.close();
  }

  private record ServerStart(Exchange exchange) implements AttributeView {
    @Override
    public <T> @Nullable T get(AttributeKey<T> key) {
      return null; // no sampler of these measurements asks
    }

    @Override
    public void applyTo(Span span) {
      span.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, exchange.method());
      span.setAttribute(HttpAttributes.URL_PATH, exchange.path());
      span.setAttribute(HttpAttributes.URL_SCHEME, exchange.scheme());
      span.setAttribute(HttpAttributes.SERVER_ADDRESS, exchange.host());
      span.setAttribute(HttpAttributes.SERVER_PORT, exchange.port());
      span.setAttribute(HttpAttributes.CLIENT_ADDRESS, exchange.client());
      span.setAttribute(HttpAttributes.NETWORK_PEER_ADDRESS, exchange.client());
    }
  }

  private record ClientStart(Exchange exchange) implements AttributeView {
    @Override
    public <T> @Nullable T get(AttributeKey<T> key) {
      return null; // no sampler of these measurements asks
    }

    @Override
    public void applyTo(Span span) {
      span.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, exchange.method());
      span.setAttribute(HttpAttributes.URL_FULL, exchange.url());
      span.setAttribute(HttpAttributes.SERVER_ADDRESS, exchange.calledHost());
      span.setAttribute(HttpAttributes.SERVER_PORT, exchange.calledPort());
    }
  }
}
