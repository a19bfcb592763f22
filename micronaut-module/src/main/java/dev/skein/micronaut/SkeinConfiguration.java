package dev.skein.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application's configuration says under {@code skein.}, as text: {@link
 * dev.skein.SkeinOptions} understands it, tells about what it does not, and adds system properties,
 * environment variables and defaults.
 *
 * <p>Every setting is a text, or a list of texts, on purpose: a number or a duration that cannot be
 * read shall not keep the application from starting.
 */
@ConfigurationProperties(SkeinConfiguration.PREFIX)
public final class SkeinConfiguration {
  /** What the names of all settings start with. */
  public static final String PREFIX = "skein";

  private final Map<String, String> texts = new HashMap<>();

  /** The text of a setting; null when the application's configuration does not have it. */
  @Nullable String text(String name) {
    return texts.get(name);
  }

  private void put(String name, @Nullable String text) {
    if (text != null) {
      texts.put(name, text);
    }
  }

  private void put(String name, @Nullable List<String> list) {
    if (list != null) {
      texts.put(name, String.join(",", list));
    }
  }

  /** Whether requests are traced. When false, no filter is installed. Default: true. */
  public void setEnabled(@Nullable String enabled) {
    put("enabled", enabled);
  }

  /** The name of this service. Default: micronaut.application.name. */
  public void setServiceName(@Nullable String serviceName) {
    put("service-name", serviceName);
  }

  /** Attributes of this process: key=value pairs separated by commas, percent-encoded, or a map. */
  public void setResourceAttributes(@Nullable String resourceAttributes) {
    put("resource-attributes", resourceAttributes);
  }

  /** Where spans go: otlp, console, none, or, with skein-interop, zipkin. Default: otlp. */
  public void setExporter(@Nullable String exporter) {
    put("exporter", exporter);
  }

  /**
   * The base URL of the OTLP/HTTP endpoint; v1/traces is added to it. Default:
   * http://localhost:4318.
   */
  public void setEndpoint(@Nullable String endpoint) {
    put("endpoint", endpoint);
  }

  /** The URL that spans are sent to, used as it is; wins over endpoint. */
  public void setTracesEndpoint(@Nullable String tracesEndpoint) {
    put("traces-endpoint", tracesEndpoint);
  }

  /** How spans are sent; http/protobuf is the only one there is. Default: http/protobuf. */
  public void setProtocol(@Nullable String protocol) {
    put("protocol", protocol);
  }

  /**
   * Headers to send with the spans: name=value pairs separated by commas, percent-encoded, or a
   * map.
   */
  public void setHeaders(@Nullable String headers) {
    put("headers", headers);
  }

  /** Whether what is sent is compressed: none or gzip. Default: none. */
  public void setCompression(@Nullable String compression) {
    put("compression", compression);
  }

  /** How long one attempt to send may take; 0 means no limit. Default: 10s. */
  public void setTimeout(@Nullable String timeout) {
    put("timeout", timeout);
  }

  /**
   * The URL that spans are sent to when the exporter is zipkin, used as it is. Default:
   * http://localhost:9411/api/v2/spans.
   */
  public void setZipkinEndpoint(@Nullable String zipkinEndpoint) {
    put("zipkin-endpoint", zipkinEndpoint);
  }

  /** How long one attempt to send to Zipkin may take; 0 means no limit. Default: 10s. */
  public void setZipkinTimeout(@Nullable String zipkinTimeout) {
    put("zipkin-timeout", zipkinTimeout);
  }

  /**
   * Which traces are recorded: always_on, always_off or traceidratio, each also as parentbased_...,
   * which does what the caller did. Default: parentbased_always_on.
   */
  public void setSampler(@Nullable String sampler) {
    put("sampler", sampler);
  }

  /** The share of traces that traceidratio records, from 0 to 1. Default: 1.0. */
  public void setSamplerArg(@Nullable String samplerArg) {
    put("sampler-arg", samplerArg);
  }

  /**
   * What is read from and written to request headers: tracecontext, baggage, with skein-interop b3,
   * b3multi and jaeger, or none. Default: tracecontext,baggage.
   */
  public void setPropagators(@Nullable List<String> propagators) {
    put("propagators", propagators);
  }

  /**
   * Paths whose requests leave no trace; a trailing asterisk makes one a prefix, as in /health*.
   */
  public void setExcludedPaths(@Nullable List<String> excludedPaths) {
    put("excluded-paths", excludedPaths);
  }

  /**
   * Query parameters whose values are recorded as REDACTED; an asterisk is all of them. Replaces
   * the default: the signatures of signed URLs.
   */
  public void setRedactedQueryParameters(@Nullable List<String> redactedQueryParameters) {
    put("redacted-query-parameters", redactedQueryParameters);
  }

  /**
   * HTTP methods that are recorded by name; any other one is _OTHER. Replaces the default: the
   * methods of HTTP.
   */
  public void setKnownMethods(@Nullable List<String> knownMethods) {
    put("known-methods", knownMethods);
  }

  /** How long a span waits for others before it is sent. Default: 1s. */
  public void setExportDelay(@Nullable String exportDelay) {
    put("export-delay", exportDelay);
  }

  /** How long an exporter may take for one attempt; 0 means no limit. Default: 30s. */
  public void setExportTimeout(@Nullable String exportTimeout) {
    put("export-timeout", exportTimeout);
  }

  /** How long closing waits for spans to be delivered. Default: 5s. */
  public void setShutdownTimeout(@Nullable String shutdownTimeout) {
    put("shutdown-timeout", shutdownTimeout);
  }

  /**
   * The memory that spans may take while they wait to be sent; what does not fit is dropped and
   * counted. Default: 16MiB.
   */
  public void setMemoryLimit(@Nullable String memoryLimit) {
    put("memory-limit", memoryLimit);
  }

  /** How many attributes a span may have. Default: 128. */
  public void setAttributeCountLimit(@Nullable String attributeCountLimit) {
    put("attribute-count-limit", attributeCountLimit);
  }

  /** How many chars of a text attribute are kept. Default: 4096. */
  public void setAttributeValueLengthLimit(@Nullable String attributeValueLengthLimit) {
    put("attribute-value-length-limit", attributeValueLengthLimit);
  }

  /** How many events a span may have. Default: 128. */
  public void setEventCountLimit(@Nullable String eventCountLimit) {
    put("event-count-limit", eventCountLimit);
  }

  /** How many links a span may have. Default: 128. */
  public void setLinkCountLimit(@Nullable String linkCountLimit) {
    put("link-count-limit", linkCountLimit);
  }

  /** How many attributes an event may have. Default: 128. */
  public void setEventAttributeCountLimit(@Nullable String eventAttributeCountLimit) {
    put("event-attribute-count-limit", eventAttributeCountLimit);
  }

  /** How many attributes a link may have. Default: 128. */
  public void setLinkAttributeCountLimit(@Nullable String linkAttributeCountLimit) {
    put("link-attribute-count-limit", linkAttributeCountLimit);
  }
}
