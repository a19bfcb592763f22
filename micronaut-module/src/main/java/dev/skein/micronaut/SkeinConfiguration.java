package dev.skein.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.List;
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
public final class SkeinConfiguration extends SettingTexts {
  /** What the names of all settings start with. */
  public static final String PREFIX = "skein";

  /** Made by Micronaut. */
  public SkeinConfiguration() {
    super("");
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

  /** How https connections to the endpoint are made. Host names are always verified. */
  @ConfigurationProperties("tls")
  public static final class Tls extends SettingTexts {
    /** Made by Micronaut. */
    public Tls() {
      super("tls.");
    }

    /** PEM files with the certificates to trust for https instead of the JDK's. */
    public void setCertificate(@Nullable List<String> certificate) {
      put("certificate", certificate);
    }

    /** A PEM file with the certificate to show to the endpoint, and its chain. */
    public void setClientCertificate(@Nullable String clientCertificate) {
      put("client-certificate", clientCertificate);
    }

    /** A PEM file with the private key of that certificate: PKCS#8, not encrypted. */
    public void setClientKey(@Nullable String clientKey) {
      put("client-key", clientKey);
    }

    /**
     * A PKCS#12 file with the certificate to show to the endpoint and its key, instead of PEM
     * files.
     */
    public void setKeyStore(@Nullable String keyStore) {
      put("key-store", keyStore);
    }

    /** The password of the key store and its key; never printed. */
    public void setKeyStorePassword(@Nullable String keyStorePassword) {
      put("key-store-password", keyStorePassword);
    }

    /** A PKCS#12 file with the certificates to trust for https, instead of PEM files. */
    public void setTrustStore(@Nullable String trustStore) {
      put("trust-store", trustStore);
    }

    /** The password of the trust store; never printed. */
    public void setTrustStorePassword(@Nullable String trustStorePassword) {
      put("trust-store-password", trustStorePassword);
    }
  }

  /** Where baggage goes. */
  @ConfigurationProperties("baggage")
  public static final class Baggage extends SettingTexts {
    /** Made by Micronaut. */
    public Baggage() {
      super("baggage.");
    }

    /**
     * Hosts that baggage is sent to: *.example.com is all below it, an asterisk is all, none is
     * none. The trace context is sent to all. Default: all.
     */
    public void setAllowedHosts(@Nullable List<String> allowedHosts) {
      put("allowed-hosts", allowedHosts);
    }
  }

  /** What callers are believed. */
  @ConfigurationProperties("inbound")
  public static final class Inbound extends SettingTexts {
    /** Made by Micronaut. */
    public Inbound() {
      super("inbound.");
    }

    /**
     * Whose trace context is continued: all callers', private (callers with a loopback or private
     * address) or none. Others' requests begin a new trace with a link to theirs. Default: all.
     */
    public void setTrust(@Nullable String trust) {
      put("trust", trust);
    }

    /** How many traces per second are recorded because the caller asks for it; without it, all. */
    public void setSampledPerSecond(@Nullable String sampledPerSecond) {
      put("sampled-per-second", sampledPerSecond);
    }
  }

  /** What is recorded on server spans. */
  @ConfigurationProperties("server")
  public static final class Server extends SettingTexts {
    /** Made by Micronaut. */
    public Server() {
      super("server.");
    }

    /** Headers of requests that are recorded; those that usually carry credentials are refused. */
    public void setCapturedRequestHeaders(@Nullable List<String> capturedRequestHeaders) {
      put("captured-request-headers", capturedRequestHeaders);
    }

    /** Headers of responses that are recorded; those that usually carry credentials are refused. */
    public void setCapturedResponseHeaders(@Nullable List<String> capturedResponseHeaders) {
      put("captured-response-headers", capturedResponseHeaders);
    }
  }

  /** What is recorded on client spans. */
  @ConfigurationProperties("client")
  public static final class Client extends SettingTexts {
    /** Made by Micronaut. */
    public Client() {
      super("client.");
    }

    /** Headers of requests that are recorded; those that usually carry credentials are refused. */
    public void setCapturedRequestHeaders(@Nullable List<String> capturedRequestHeaders) {
      put("captured-request-headers", capturedRequestHeaders);
    }

    /** Headers of responses that are recorded; those that usually carry credentials are refused. */
    public void setCapturedResponseHeaders(@Nullable List<String> capturedResponseHeaders) {
      put("captured-response-headers", capturedResponseHeaders);
    }
  }

  /** Spans that wait on the disk. */
  @ConfigurationProperties("spool")
  public static final class Spool extends SettingTexts {
    /** Made by Micronaut. */
    public Spool() {
      super("spool.");
    }

    /**
     * A directory for spans that wait to be sent, where they survive the end of the process;
     * without it they wait in memory.
     */
    public void setDirectory(@Nullable String directory) {
      put("directory", directory);
    }

    /**
     * How much of the disk the spool may take; what is oldest is dropped and counted. Default:
     * 256MiB.
     */
    public void setLimit(@Nullable String limit) {
      put("limit", limit);
    }

    /**
     * How long a span may wait in the spool; 0 means no limit. What is older is dropped and
     * counted. Default: 72h.
     */
    public void setMaxAge(@Nullable String maxAge) {
      put("max-age", maxAge);
    }
  }
}
