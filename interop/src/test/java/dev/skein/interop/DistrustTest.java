package dev.skein.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Clock;
import dev.skein.InboundTrust;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.SkeinOptionsBuilder;
import dev.skein.SpanContext;
import dev.skein.export.SpanExporter;
import dev.skein.http.HttpServerRequest;
import dev.skein.http.HttpServerSpan;
import dev.skein.http.HttpServerTracer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is not trusted is not trusted in any format, and the ceiling holds for all of them. */
class DistrustTest {
  private static final String TRACE_ID = "80f198ee56343ba864fe8b2a57d3eff7";
  private static final Map<String, String> CALLER =
      Map.of(
          "b3",
          TRACE_ID + "-e457b5a2e4d86bd1-d",
          "x-b3-traceid",
          TRACE_ID,
          "x-b3-spanid",
          "e457b5a2e4d86bd1",
          "x-b3-flags",
          "1",
          "uber-trace-id",
          TRACE_ID + ":e457b5a2e4d86bd1:0:3",
          "uberctx-tenant",
          "7");

  private record Request(String peerAddress) implements HttpServerRequest {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String scheme() {
      return "http";
    }

    @Override
    public String target() {
      return "/";
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      String line = CALLER.get(lowerCaseName);
      return line == null ? List.of() : List.of(line);
    }

    @Override
    public Collection<String> headerNames() {
      return CALLER.keySet();
    }

    @Override
    public int peerPort() {
      return 0;
    }

    @Override
    public String protocolVersion() {
      return "1.1";
    }
  }

  /** All requests come in one second. */
  private static final class StillClock implements Clock {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public long epochNanos(long nanoTime) {
      return 1_700_000_000_000_000_000L;
    }
  }

  private static Skein skein(SkeinOptionsBuilder options, String format) {
    return Skein.builder()
        .options(options.propagators(List.of(format)).build())
        .exporter(SpanExporter.none())
        .clock(new StillClock())
        .build();
  }

  private static SpanContext served(HttpServerTracer tracer, String peerAddress) {
    HttpServerSpan span = tracer.start(new Request(peerAddress));
    span.end();
    return span.context().spanContext();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b3", "b3multi", "jaeger"})
  void callerFromOutside_isNotContinued(String format) {
    try (Skein skein = skein(SkeinOptions.builder().inboundTrust(InboundTrust.PRIVATE), format)) {
      HttpServerTracer tracer = HttpServerTracer.create(skein);
      HttpServerSpan stranger = tracer.start(new Request("203.0.113.9"));

      assertThat(served(tracer, "10.0.0.1").traceId()).isEqualTo(TRACE_ID);
      assertThat(stranger.context().spanContext().traceId()).isNotEqualTo(TRACE_ID);
      assertThat(stranger.context().spanContext().isDebug()).isFalse();
      assertThat(stranger.context().baggage().isEmpty()).isTrue();
      stranger.end();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b3", "b3multi", "jaeger"})
  void callerBeyondTheCeiling_isContinuedUnsampledEvenWithDebug(String format) {
    try (Skein skein = skein(SkeinOptions.builder().inboundSampledPerSecond(1), format)) {
      HttpServerTracer tracer = HttpServerTracer.create(skein);
      SpanContext first = served(tracer, "203.0.113.9");
      SpanContext last = served(tracer, "203.0.113.9");

      assertThat(first.isSampled()).isTrue();
      assertThat(last.traceId()).isEqualTo(TRACE_ID);
      assertThat(last.isSampled()).isFalse();
      assertThat(last.isDebug()).isFalse();
      assertThat(skein.health().unfollowed()).isEqualTo(1);
    }
  }
}
