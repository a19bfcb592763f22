package dev.skein.benchmarks;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.http.HttpClientRequest;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import dev.skein.http.HttpServerRequest;
import dev.skein.http.HttpServerSpan;
import dev.skein.http.HttpServerTracer;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Setter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Skein through {@code dev.skein.http}, as an adapter for a framework uses it, with one small
 * object per request that stands for the framework's.
 *
 * <p>It does more than the other subjects: it compares the path with the excluded ones, parses the
 * host header and the URL, looks for forwarding headers and a user agent, and names the span anew
 * when the route is known. The attributes are the same in the end.
 */
final class SkeinHttpSubject implements Subject {
  private static final Getter<Exchange> GETTER = Exchange::lines;
  private static final Setter<Outgoing> SETTER = Outgoing::set;

  private final Skein skein;
  private final HttpServerTracer servers;
  private final HttpClientTracer clients;

  SkeinHttpSubject(Destination destination) {
    skein = SkeinSetup.create(destination);
    servers = HttpServerTracer.create(skein);
    clients = HttpClientTracer.create(skein);
  }

  @Override
  public void hop(Exchange exchange, Outgoing outgoing) {
    HttpServerSpan server = servers.start(new ServerRequest(exchange));
    try (Scope scope = skein.attach(server.context())) {
      server.route(exchange.route());
      HttpClientSpan client = clients.start(new ClientRequest(exchange));
      clients.inject(client, outgoing, SETTER);
      client.peer(exchange.calledAddress(), exchange.calledPort());
      client.response(exchange.status());
      client.end();
    }
    server.response(exchange.status());
    server.end();
  }

  @Override
  public void bareSpan() {
    skein.tracer().startSpan("work", SpanKind.INTERNAL, Context.root()).end();
  }

  @Override
  public void serverSpan(Exchange exchange) {
    HttpServerSpan server = servers.start(new ServerRequest(exchange));
    server.route(exchange.route());
    server.response(exchange.status());
    server.end();
  }

  @Override
  public void spanWith(AttributeSet attributes) {
    Span span = skein.tracer().startSpan("work", SpanKind.INTERNAL, Context.root());
    for (int i = 0; i < attributes.size(); i++) {
      span.setAttribute(attributes.skeinKeys.get(i), attributes.values.get(i));
    }
    span.end();
  }

  @Override
  public Object start() {
    return skein.tracer().startSpan("work", SpanKind.INTERNAL, Context.root());
  }

  @Override
  public void end(Object span) {
    ((Span) span).end();
  }

  @Override
  public Object extract(Exchange exchange) {
    return skein.propagator().extract(Context.root(), exchange, GETTER);
  }

  @Override
  public void inject(Object context, Outgoing outgoing) {
    skein.propagator().inject((Context) context, outgoing, SETTER);
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

  private record ServerRequest(Exchange exchange) implements HttpServerRequest {
    @Override
    public String method() {
      return exchange.method();
    }

    @Override
    public String scheme() {
      return exchange.scheme();
    }

    @Override
    public String target() {
      return exchange.path();
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      return exchange.lines(lowerCaseName);
    }

    @Override
    public String peerAddress() {
      return exchange.client();
    }

    @Override
    public int peerPort() {
      return 0;
    }

    @Override
    public @Nullable String protocolVersion() {
      return null;
    }
  }

  private record ClientRequest(Exchange exchange) implements HttpClientRequest {
    @Override
    public String method() {
      return exchange.method();
    }

    @Override
    public String url() {
      return exchange.url();
    }
  }
}
