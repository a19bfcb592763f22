package dev.skein.quarkus.runtime;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/**
 * The settings of {@link dev.skein.SkeinOptions}, under the same names, and a few of Quarkus' own.
 *
 * <p>The former are text here: the core parses them, so that a value that cannot be used means the
 * same, a warning with the key and what was expected, in every framework. Unset means that system
 * properties and environment variables are asked, then the default applies.
 */
@ConfigMapping(prefix = "quarkus.skein")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface SkeinRuntimeConfig {
  /**
   * The name of this service. Without it, {@code OTEL_SERVICE_NAME}, then {@code service.name} of
   * the resource attributes, then {@code quarkus.application.name}.
   */
  Optional<String> serviceName();

  /** Attributes of this process: {@code key=value} pairs, percent-encoded. */
  Optional<List<String>> resourceAttributes();

  /**
   * Where spans go: {@code otlp}, {@code console}, {@code none}, or, with skein-interop, {@code
   * zipkin}. Default {@code otlp}.
   */
  Optional<String> exporter();

  /**
   * The base URL of the OTLP/HTTP endpoint; {@code v1/traces} is added to it. Default {@code
   * http://localhost:4318}.
   */
  Optional<String> endpoint();

  /** The URL that spans are sent to, used as it is; wins over the endpoint. */
  Optional<String> tracesEndpoint();

  /** How spans are sent; {@code http/protobuf} is the only one there is. */
  Optional<String> protocol();

  /** Headers to send with the spans: {@code name=value} pairs, percent-encoded. */
  Optional<List<String>> headers();

  /** How https connections to the endpoint are made. Host names are always verified. */
  TlsConfig tls();

  /** Whether what is sent is compressed: {@code none} or {@code gzip}. Default {@code none}. */
  Optional<String> compression();

  /** How long one attempt to send may take; 0 means no limit. Default {@code 10s}. */
  Optional<String> timeout();

  /**
   * The URL that spans are sent to when the exporter is {@code zipkin}, used as it is. Default
   * {@code http://localhost:9411/api/v2/spans}.
   */
  Optional<String> zipkinEndpoint();

  /** How long one attempt to send to Zipkin may take; 0 means no limit. Default {@code 10s}. */
  Optional<String> zipkinTimeout();

  /**
   * Which traces are recorded: {@code always_on}, {@code always_off} or {@code traceidratio}, each
   * also as {@code parentbased_...}, which does what the caller did. Default {@code
   * parentbased_always_on}.
   */
  Optional<String> sampler();

  /** The share of traces that {@code traceidratio} records, from 0 to 1. Default {@code 1.0}. */
  Optional<String> samplerArg();

  /**
   * What is read from and written to request headers: {@code tracecontext}, {@code baggage}, with
   * skein-interop {@code b3}, {@code b3multi} and {@code jaeger}, or {@code none}. Default {@code
   * tracecontext,baggage}.
   */
  Optional<List<String>> propagators();

  /** Where baggage goes. */
  BaggageConfig baggage();

  /** What callers are believed. */
  InboundConfig inbound();

  /**
   * Paths whose requests leave no trace; {@code /q/*} is all that starts with {@code /q/}. Added to
   * Quarkus' own endpoints and the static resources, unless those are traced.
   */
  Optional<List<String>> excludedPaths();

  /**
   * Query parameters whose values are recorded as {@code REDACTED}, case-sensitive; {@code *} is
   * all of them. Replaces the default list, which holds signatures and credentials of clouds.
   */
  Optional<List<String>> redactedQueryParameters();

  /**
   * HTTP methods that are recorded by name, case-sensitive; any other one is {@code _OTHER}.
   * Replaces the default list, which holds the standard methods.
   */
  Optional<List<String>> knownMethods();

  /** What is recorded on server spans. */
  CaptureConfig server();

  /** What is recorded on client spans. */
  CaptureConfig client();

  /** How long a span waits for others before it is sent. Default {@code 1s}. */
  Optional<String> exportDelay();

  /** How long an exporter may take for one attempt; 0 means no limit. Default {@code 30s}. */
  Optional<String> exportTimeout();

  /** How long the shutdown waits for spans to be delivered. Default {@code 5s}. */
  Optional<String> shutdownTimeout();

  /**
   * The memory that spans may take while they wait to be sent; what does not fit is dropped and
   * counted. Default {@code 16MiB}.
   */
  Optional<String> memoryLimit();

  /** Spans that wait on the disk. */
  SpoolConfig spool();

  /** How many attributes a span may have. Default 128. */
  Optional<String> attributeCountLimit();

  /** How many chars of a text attribute are kept. Default 4096. */
  Optional<String> attributeValueLengthLimit();

  /** How many events a span may have. Default 128. */
  Optional<String> eventCountLimit();

  /** How many links a span may have. Default 128. */
  Optional<String> linkCountLimit();

  /** How many attributes an event may have. Default 128. */
  Optional<String> eventAttributeCountLimit();

  /** How many attributes a link may have. Default 128. */
  Optional<String> linkAttributeCountLimit();

  /**
   * Whether requests to Quarkus' own endpoints are traced: health, metrics, OpenAPI, Dev UI and
   * whatever else is below the non-application root path.
   */
  @WithDefault("false")
  boolean traceFrameworkEndpoints();

  /** Whether requests for static resources are traced. */
  @WithDefault("false")
  boolean traceStaticResources();

  /** Whether the readiness check is down while the endpoint cannot be reached. */
  @WithName("health.require-endpoint")
  @WithDefault("false")
  boolean healthRequireEndpoint();

  /** How https connections to the endpoint are made. */
  @ConfigGroup
  interface TlsConfig {
    /** PEM files with the certificates to trust for https instead of the JDK's. */
    Optional<List<String>> certificate();

    /** A PEM file with the certificate to show to the endpoint, and its chain. */
    Optional<String> clientCertificate();

    /** A PEM file with the private key of that certificate: PKCS#8, not encrypted. */
    Optional<String> clientKey();

    /**
     * A PKCS#12 file with the certificate to show to the endpoint and its key, instead of PEM
     * files.
     */
    Optional<String> keyStore();

    /** The password of the key store and its key; never printed. */
    Optional<String> keyStorePassword();

    /** A PKCS#12 file with the certificates to trust for https, instead of PEM files. */
    Optional<String> trustStore();

    /** The password of the trust store; never printed. */
    Optional<String> trustStorePassword();
  }

  /** Where baggage goes. */
  @ConfigGroup
  interface BaggageConfig {
    /**
     * Hosts that baggage is sent to: {@code *.example.com} is all below it, {@code *} is all,
     * {@code none} is none. The trace context is sent to all. Default {@code *}.
     */
    Optional<List<String>> allowedHosts();
  }

  /** What callers are believed. */
  @ConfigGroup
  interface InboundConfig {
    /**
     * Whose trace context is continued: {@code all} callers', {@code private} (callers with a
     * loopback or private address) or {@code none}. Others' requests begin a new trace with a link
     * to theirs. Default {@code all}.
     */
    Optional<String> trust();

    /** How many traces per second are recorded because the caller asks for it; without it, all. */
    Optional<String> sampledPerSecond();
  }

  /** Headers that are recorded. */
  @ConfigGroup
  interface CaptureConfig {
    /** Headers of requests that are recorded; those that usually carry credentials are refused. */
    Optional<List<String>> capturedRequestHeaders();

    /** Headers of responses that are recorded; those that usually carry credentials are refused. */
    Optional<List<String>> capturedResponseHeaders();
  }

  /** Spans that wait on the disk. */
  @ConfigGroup
  interface SpoolConfig {
    /**
     * A directory for spans that wait to be sent, where they survive the end of the process;
     * without it they wait in memory.
     */
    Optional<String> directory();

    /**
     * How much of the disk the spool may take; what is oldest is dropped and counted. Default
     * {@code 256MiB}.
     */
    Optional<String> limit();

    /**
     * How long a span may wait in the spool; 0 means no limit. What is older is dropped and
     * counted. Default {@code 72h}.
     */
    Optional<String> maxAge();
  }
}
