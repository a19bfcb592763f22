package dev.skein.benchmarks.jmh;

import dev.skein.AttributeKey;
import dev.skein.Context;
import dev.skein.Sampler;
import dev.skein.SamplingResult;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.export.SpanExporter;
import dev.skein.http.HttpServerRequest;
import dev.skein.http.HttpServerTracer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Requests as long as a server lets them be, full of what parsers stumble over, in every header
 * that is read and in the target: one operation is one request of each kind. It shows that the time
 * is linear in the length, whatever the chars are.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class HostileInputBenchmark {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final List<String> UNITS =
      List.of(" ", ",", "=", ";", "a=1,", "a,", "a=1;p;", "%", "sig=a&", "?", "@", ":", "[", "\"");
  private static final List<String> HEADERS =
      List.of("traceparent", "tracestate", "baggage", "forwarded", "x-forwarded-for", "host");
  private static final List<AttributeKey<String>> ASKED =
      List.of(
          AttributeKey.stringKey("url.path"),
          AttributeKey.stringKey("url.query"),
          AttributeKey.stringKey("client.address"),
          AttributeKey.stringKey("server.address"));

  /** The length of each header, and of the target. */
  @Param({"8192", "65536"})
  public int chars;

  private final List<Request> requests = new ArrayList<>();
  private @Nullable Skein skein;
  private @Nullable HttpServerTracer tracer;

  /** A request that has one long header, or a long target. */
  private record Request(String name, String value) implements HttpServerRequest {
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
      return name.equals("target") ? "/?".concat(value) : "/";
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      if (lowerCaseName.equals(name)) {
        return List.of(value);
      }
      // or nobody would look at a trace state
      return lowerCaseName.equals("traceparent") ? List.of(PARENT) : List.of();
    }

    @Override
    public String peerAddress() {
      return "192.0.2.1";
    }

    @Override
    public int peerPort() {
      return 50_000;
    }

    @Override
    public String protocolVersion() {
      return "1.1";
    }
  }

  /** Makes the requests, and a sampler that asks for what is read of them and wants no span. */
  @Setup
  public void setUp() {
    for (String unit : UNITS) {
      String value = "a=1".concat(unit.repeat(chars / unit.length())).concat("x");
      HEADERS.forEach(header -> requests.add(new Request(header, value)));
      requests.add(new Request("target", value));
    }
    Sampler asking =
        (parent, high, low, name, kind, attributes) -> {
          for (AttributeKey<String> key : ASKED) {
            attributes.get(key);
          }
          return SamplingResult.drop();
        };
    skein =
        Skein.builder()
            .options(SkeinOptions.builder().build())
            .sampler(asking)
            .exporter(SpanExporter.none())
            .build();
    tracer = HttpServerTracer.create(skein);
  }

  /** Closes it. */
  @TearDown
  public void tearDown() {
    if (skein != null) {
      skein.close();
    }
  }

  /** Reads all of them. */
  @Benchmark
  public @Nullable Context read() {
    Context last = null;
    if (tracer != null) {
      for (Request request : requests) {
        last = tracer.start(request).context();
      }
    }
    return last;
  }
}
