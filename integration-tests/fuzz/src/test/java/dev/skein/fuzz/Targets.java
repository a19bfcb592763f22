package dev.skein.fuzz;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All fuzz targets, by the name of their corpus. */
final class Targets {
  /** A function that a fuzzer calls. */
  interface Target {
    void run(byte[] data) throws Throwable;
  }

  private static final Map<String, Class<?>> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("traceparent", dev.skein.propagation.TraceParentFuzz.class),
              Map.entry("tracestate", dev.skein.TraceStateFuzz.class),
              Map.entry("baggage", dev.skein.BaggageFuzz.class),
              Map.entry("w3c", dev.skein.propagation.W3cPropagatorFuzz.class),
              Map.entry("b3", dev.skein.interop.B3Fuzz.class),
              Map.entry("jaeger", dev.skein.interop.JaegerFuzz.class),
              Map.entry("zipkin-json", dev.skein.interop.ZipkinJsonFuzz.class),
              Map.entry("authority", dev.skein.http.AuthorityFuzz.class),
              Map.entry("redactor", dev.skein.http.RedactorFuzz.class),
              Map.entry("request-target", dev.skein.http.TargetFuzz.class),
              Map.entry("server-request", dev.skein.http.ServerRequestFuzz.class),
              Map.entry("sql-text", dev.skein.vertx.SqlTextFuzz.class),
              Map.entry("otlp-reader", dev.skein.export.OtlpReaderFuzz.class),
              Map.entry("otlp-reply", dev.skein.export.OtlpReplyFuzz.class),
              Map.entry("reply-reader", dev.skein.export.ReplyReaderFuzz.class),
              Map.entry("retry-after", dev.skein.export.RetryAfterFuzz.class),
              Map.entry("console", dev.skein.export.ConsoleFuzz.class),
              Map.entry("span-encoding", dev.skein.SpanEncodingFuzz.class),
              Map.entry("printable", dev.skein.PrintableFuzz.class),
              Map.entry("options", dev.skein.OptionFuzz.class),
              Map.entry("spool", dev.skein.internal.spool.SpoolFuzz.class),
              Map.entry("pem", dev.skein.export.PemFuzz.class),
              Map.entry("ip-address", dev.skein.http.IpAddressFuzz.class),
              Map.entry("secret-text", dev.skein.SecretTextFuzz.class),
              Map.entry("endpoint", dev.skein.EndpointFuzz.class),
              Map.entry("viewer-otlp-protobuf", dev.skein.viewer.ingest.OtlpProtobufFuzz.class),
              Map.entry("viewer-otlp-json", dev.skein.viewer.ingest.OtlpJsonFuzz.class),
              Map.entry("viewer-zipkin-json", dev.skein.viewer.ingest.ZipkinJsonFuzz.class)));

  private Targets() {}

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  static Class<?> type(String name) {
    return ALL.get(name);
  }

  /** The function of a target's class, called as Jazzer calls it. */
  static Target of(String name) {
    MethodHandle function;
    try {
      function =
          MethodHandles.publicLookup()
              .findStatic(
                  ALL.get(name),
                  "fuzzerTestOneInput",
                  MethodType.methodType(void.class, byte[].class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
    return data -> {
      function.invokeExact(data);
    };
  }
}
