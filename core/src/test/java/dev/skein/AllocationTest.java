package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.ExportResult;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import dev.skein.propagation.Setter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What tracing allocates on the thread of a request, in bytes: exact figures, the same on every
 * machine, because this class runs in a JVM of its own that does not optimize objects away.
 *
 * <p>A figure that has grown means that a change has put garbage on the path of every request: find
 * the object, and do without it. A figure that has shrunk is the new one.
 */
class AllocationTest {

  private static final long REMOTE_CONTEXT = 40;
  private static final long RECORDED_SPAN = 56;
  private static final long UNSAMPLED_SPAN = 40;
  private static final long SCOPE = 24;

  /** A string and its 55 bytes. */
  private static final long TRACEPARENT = 24 + 72;

  private static final List<String> SAMPLED =
      List.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  private static final List<String> UNSAMPLED =
      List.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
  private static final List<String> NONE = List.of();
  private static final Getter<List<String>> HEADERS =
      (lines, name) -> name.equals("traceparent") ? lines : NONE;
  private static final Setter<AllocationTest> REQUEST =
      (test, name, value) -> test.injected = value;

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> USER_AGENT =
      AttributeKey.stringKey("user_agent.original");
  private static final AttributeKey<String> VERSION =
      AttributeKey.stringKey("network.protocol.version");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private final Skein skein =
      Skein.builder()
          .options(SkeinOptions.builder().serviceName("allocation").build())
          .exporter(batch -> CompletableFuture.completedFuture(ExportResult.success()))
          .build();
  private final Tracer tracer = skein.tracer();
  private final Propagator propagator = skein.propagator();
  private @Nullable String injected;

  @AfterEach
  void close() {
    skein.close();
  }

  /** The seven attributes of a server span that are known at its start. */
  private static final class Server implements AttributeView {
    static final Server ATTRIBUTES = new Server();

    @Override
    public <T> @Nullable T get(AttributeKey<T> key) {
      return null;
    }

    @Override
    public void applyTo(Span span) {
      span.setAttribute(METHOD, "GET")
          .setAttribute(PATH, "/orders/12345")
          .setAttribute(SCHEME, "https")
          .setAttribute(ADDRESS, "shop.example.com")
          .setAttribute(PORT, 8443)
          .setAttribute(USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64)")
          .setAttribute(VERSION, "1.1");
    }
  }

  /** The four attributes of a client span that are known at its start. */
  private static final class Client implements AttributeView {
    static final Client ATTRIBUTES = new Client();

    @Override
    public <T> @Nullable T get(AttributeKey<T> key) {
      return null;
    }

    @Override
    public void applyTo(Span span) {
      span.setAttribute(METHOD, "GET")
          .setAttribute(URL, "https://stock.example.com/items/12345")
          .setAttribute(ADDRESS, "stock.example.com")
          .setAttribute(PORT, 443);
    }
  }

  private void hop(List<String> headers) {
    Context caller = propagator.extract(Context.root(), headers, HEADERS);
    Span server = tracer.startSpan("GET /orders/{id}", SpanKind.SERVER, caller, Server.ATTRIBUTES);
    try (Scope scope = tracer.attach(caller.with(server))) {
      Context current = tracer.currentContext();
      Span client = tracer.startSpan("GET", SpanKind.CLIENT, current, Client.ATTRIBUTES);
      propagator.inject(current.with(client), this, REQUEST);
      client.setAttribute(STATUS, 200).setAttribute(VERSION, "1.1").setAttribute(ROUTE, "/items");
      client.end();
    }
    server.setAttribute(STATUS, 200).setAttribute(ROUTE, "/orders/{id}");
    server.end();
  }

  private static void assertAllocates(long expected, Runnable run) {
    assertThat(AllocatedBytes.of(run))
        .as("bytes on the thread of a request; see the comment of this class")
        .isEqualTo(expected);
  }

  @Test
  void hop_sampled_isTwoSpansAContextAScopeAndAHeader() {
    assertAllocates(REMOTE_CONTEXT + 2 * RECORDED_SPAN + SCOPE + TRACEPARENT, () -> hop(SAMPLED));
    assertThat(injected).endsWith("-01");
  }

  @Test
  void hop_unsampled_isOneSpanAContextAScopeAndAHeader() {
    assertAllocates(REMOTE_CONTEXT + UNSAMPLED_SPAN + SCOPE + TRACEPARENT, () -> hop(UNSAMPLED));
    assertThat(injected).endsWith("-00");
  }

  @Test
  void bareSpan_isOneObject() {
    assertAllocates(RECORDED_SPAN, () -> tracer.startSpan("bare").end());
  }

  @Test
  void attributesAfterTheStart_andTheEnd_allocateNothing() {
    Span span = tracer.startSpan("lasting");

    assertAllocates(0, () -> span.setAttribute(STATUS, 200).setAttribute(ROUTE, "/orders/{id}"));
    span.end();
  }

  @Test
  void makeCurrent_isOneScope() {
    Span span = tracer.startSpan("current");

    assertAllocates(SCOPE, () -> span.makeCurrent().close());
    span.end();
  }

  @Test
  void parse_isTheContext() {
    assertAllocates(REMOTE_CONTEXT, () -> propagator.extract(Context.root(), SAMPLED, HEADERS));
  }

  @Test
  void parse_ofNothing_isNothing() {
    assertAllocates(0, () -> propagator.extract(Context.root(), NONE, HEADERS));
  }

  @Test
  void inject_isTheHeader() {
    Context context = propagator.extract(Context.root(), SAMPLED, HEADERS);

    assertAllocates(TRACEPARENT, () -> propagator.inject(context, this, REQUEST));
  }
}
