package dev.skein.interop;

import dev.skein.SkeinOptions;
import dev.skein.SkeinProvider;
import dev.skein.export.SpanExporter;
import dev.skein.export.TlsFiles;

/** What {@code zipkin} means as exporter. Found by {@link java.util.ServiceLoader}. */
public final class ZipkinProvider implements SkeinProvider {
  /** For the service loader. */
  public ZipkinProvider() {}

  @Override
  public String name() {
    return "zipkin";
  }

  @Override
  public SpanExporter exporter(SkeinOptions options) {
    ZipkinSpanExporter.Builder builder =
        ZipkinSpanExporter.builder(options.zipkinEndpoint())
            .timeout(options.zipkinTimeout())
            .gzip(options.compression().equals("gzip"));
    TlsFiles tls = options.tls();
    return (tls == null ? builder : builder.tls(tls)).build();
  }
}
