package dev.skein.it.zipkin;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.export.FlushResult;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service that is configured by settings alone, as a user would. */
final class TracedService implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final String name;
  private final Skein skein;

  TracedService(String name, String propagators, URI zipkin) {
    Map<String, String> settings =
        Map.of(
            "service-name",
            name,
            "propagators",
            propagators,
            "exporter",
            "zipkin",
            "zipkin-endpoint",
            zipkin.toString(),
            "zipkin-timeout",
            "5m",
            "export-delay",
            "10m");
    SkeinOptions options = SkeinOptions.load(settings::get);
    if (!options.problems().isEmpty()) {
      throw new AssertionError(options.problems());
    }
    this.name = name;
    this.skein = Skein.builder().options(options).build();
  }

  String name() {
    return name;
  }

  /** Starts what a received request is. */
  Span receive(String spanName, Map<String, String> headers) {
    Context caller =
        skein
            .propagator()
            .extract(
                Context.root(),
                headers,
                (carrier, header) ->
                    carrier.containsKey(header) ? List.of(carrier.get(header)) : List.of());
    return skein.tracer().startSpan(spanName, SpanKind.SERVER, caller);
  }

  /** Starts a request to another service. */
  Span call(TracedService other, Span parent) {
    Span span = skein.tracer().startSpan("POST", SpanKind.CLIENT, parent);
    span.setAttribute("server.address", other.name);
    return span;
  }

  /** What a request carries. */
  Map<String, String> headers(Span span) {
    Map<String, String> headers = new HashMap<>();
    skein.propagator().inject(span, headers, Map::put);
    return headers;
  }

  Skein skein() {
    return skein;
  }

  FlushResult flush() {
    return skein.flush(LONG);
  }

  @Override
  public void close() {
    skein.close();
  }
}
