package dev.skein;

import dev.skein.export.ConsoleSpanExporter;
import dev.skein.export.OtlpHttpExporter;
import dev.skein.export.SpanExporter;
import dev.skein.internal.Version;
import java.util.UUID;

/** The parts of a {@link Skein} that options describe in words. */
final class OptionParts {
  private OptionParts() {}

  static SpanExporter exporter(SkeinOptions options) {
    if (options.exporter() == ExporterKind.NONE) {
      return SpanExporter.none();
    }
    if (options.exporter() == ExporterKind.CONSOLE) {
      return ConsoleSpanExporter.create();
    }
    return OtlpHttpExporter.builder(options.endpoint())
        .headers(options.headers())
        .gzip(options.compression().equals("gzip"))
        .timeout(options.timeout())
        .build();
  }

  static SpanLimits limits(SkeinOptions options) {
    return new SpanLimits(
        options.attributeCountLimit(),
        options.attributeValueLengthLimit(),
        options.eventCountLimit(),
        options.linkCountLimit(),
        options.eventAttributeCountLimit(),
        options.linkAttributeCountLimit());
  }

  static Resource resource(SkeinOptions options) {
    return Resource.create(
        Attributes.builder()
            .put("service.instance.id", UUID.randomUUID().toString())
            .putAll(options.resourceAttributes())
            .put("service.name", options.serviceName())
            .put("telemetry.sdk.name", "dev.skein")
            .put("telemetry.sdk.language", "java")
            .put("telemetry.sdk.version", Version.current())
            .build());
  }
}
