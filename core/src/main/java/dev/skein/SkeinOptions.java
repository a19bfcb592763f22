package dev.skein;

import dev.skein.export.TlsFiles;
import dev.skein.internal.Printable;
import dev.skein.propagation.Propagator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How Skein is set up. Immutable and thread-safe.
 *
 * <p>Every framework takes the same settings under its own prefix; what each one does, its default
 * and its other names are in {@link #keys()}. A value that cannot be used never fails the start:
 * its default applies and {@link #problems()} says what was expected.
 */
public final class SkeinOptions {
  private static final String PARENT_BASED = "parentbased_";

  /** All but those that are neither set nor have a default. */
  private final Map<OptionKey, Object> values;

  private final List<String> problems;
  private final URI effectiveEndpoint;

  SkeinOptions(Map<OptionKey, Object> set, List<String> problems) {
    this.values = new HashMap<>(set);
    this.problems = List.copyOf(problems);
    for (OptionKey key : Options.ALL) {
      if (key.defaultValue() != null) {
        values.putIfAbsent(key, key.defaultValue());
      }
    }
    URI tracesEndpoint = tracesEndpoint();
    this.effectiveEndpoint =
        tracesEndpoint == null
            ? EndpointParser.forTraces((URI) value(Options.ENDPOINT))
            : tracesEndpoint;
  }

  /** Every setting there is. */
  public static List<OptionKey> keys() {
    return Options.ALL;
  }

  /** Options made by a program, starting from the defaults; neither properties nor environment. */
  public static SkeinOptionsBuilder builder() {
    return new SkeinOptionsBuilder(Map.of(), List.of());
  }

  /** Options found in system properties and environment variables. */
  public static SkeinOptions load() {
    return loader().load();
  }

  /**
   * Options found in a framework's configuration, else in system properties, else in environment
   * variables.
   *
   * @param framework the framework's text for the name of a key; null when it has none
   */
  public static SkeinOptions load(OptionSource framework) {
    return loader().framework("", framework).load();
  }

  /** A way to load options that names the framework's keys, and the unknown ones, in problems. */
  public static OptionsLoader loader() {
    return new OptionsLoader();
  }

  /** A builder that starts from these options. */
  public SkeinOptionsBuilder toBuilder() {
    return new SkeinOptionsBuilder(values, problems);
  }

  /** Whether spans are recorded; context is passed on either way. Default true. */
  public boolean enabled() {
    return (boolean) value(Options.ENABLED);
  }

  /** The service's name; {@code unknown_service:java} when none was set. */
  public String serviceName() {
    return text(Options.SERVICE_NAME);
  }

  /** Attributes of the process, as set; without {@link #serviceName()} unless they name one. */
  public Attributes resourceAttributes() {
    return (Attributes) value(Options.RESOURCE_ATTRIBUTES);
  }

  /** Where spans go. Default {@link ExporterKind#OTLP}. */
  public ExporterKind exporter() {
    return (ExporterKind) value(Options.EXPORTER);
  }

  /**
   * The URL that spans are sent to: {@code traces-endpoint} as it is, else {@code endpoint} with
   * {@code v1/traces} added. Default {@code http://localhost:4318/v1/traces}.
   */
  public URI endpoint() {
    return effectiveEndpoint;
  }

  /** The URL set as {@code traces-endpoint}; null when there is none. */
  public @Nullable URI tracesEndpoint() {
    return (URI) values.get(Options.TRACES_ENDPOINT);
  }

  /** Always {@code http/protobuf}. */
  public String protocol() {
    return text(Options.PROTOCOL);
  }

  /** Headers to send with the spans. Secrets: not for logs. */
  @SuppressWarnings("unchecked") // what the parser, or the setter, put there
  public Map<String, String> headers() {
    return (Map<String, String>) value(Options.HEADERS);
  }

  /** PEM files with certificates to trust for https; empty for those that the JDK trusts. */
  @SuppressWarnings("unchecked") // what the parser, or the setter, put there
  public List<Path> tlsCertificate() {
    return (List<Path>) value(Options.TLS_CERTIFICATE);
  }

  /** A PEM file with the certificate chain to show to the endpoint; null when there is none. */
  public @Nullable Path tlsClientCertificate() {
    return (Path) values.get(Options.TLS_CLIENT_CERTIFICATE);
  }

  /** A PEM file with the private key of that certificate; null when there is none. */
  public @Nullable Path tlsClientKey() {
    return (Path) values.get(Options.TLS_CLIENT_KEY);
  }

  /** A PKCS#12 file with certificate and key to show to the endpoint; null when there is none. */
  public @Nullable Path tlsKeyStore() {
    return (Path) values.get(Options.TLS_KEY_STORE);
  }

  /** The password of {@link #tlsKeyStore()}; null when there is none. A secret: not for logs. */
  public @Nullable String tlsKeyStorePassword() {
    return (String) values.get(Options.TLS_KEY_STORE_PASSWORD);
  }

  /** A PKCS#12 file with certificates to trust for https; null when there is none. */
  public @Nullable Path tlsTrustStore() {
    return (Path) values.get(Options.TLS_TRUST_STORE);
  }

  /** The password of {@link #tlsTrustStore()}; null when there is none. A secret: not for logs. */
  public @Nullable String tlsTrustStorePassword() {
    return (String) values.get(Options.TLS_TRUST_STORE_PASSWORD);
  }

  /**
   * Trust and keys for https, by the settings above; null for the JDK's trust and no keys. Where a
   * PKCS#12 file and PEM files are set, the former is used.
   */
  public @Nullable TlsFiles tls() {
    TlsFiles.Builder builder = TlsFiles.builder().certificates(tlsCertificate());
    boolean some = !tlsCertificate().isEmpty();
    Path certificate = tlsClientCertificate();
    Path key = tlsClientKey();
    if (certificate != null && key != null) {
      builder.clientCertificate(certificate, key);
    }
    some |= certificate != null || key != null;
    Path keyStore = tlsKeyStore();
    if (keyStore != null) {
      builder.keyStore(keyStore, tlsKeyStorePassword());
    }
    Path trustStore = tlsTrustStore();
    if (trustStore != null) {
      builder.trustStore(trustStore, tlsTrustStorePassword());
    }
    return some || keyStore != null || trustStore != null ? builder.build() : null;
  }

  /** {@code none} or {@code gzip}; default {@code none}. */
  public String compression() {
    return text(Options.COMPRESSION);
  }

  /** How long one attempt to send may take; a year for no limit. Default 10 s. */
  public Duration timeout() {
    return duration(Options.TIMEOUT);
  }

  /** Where the Zipkin exporter sends to. Default {@code http://localhost:9411/api/v2/spans}. */
  public URI zipkinEndpoint() {
    return (URI) value(Options.ZIPKIN_ENDPOINT);
  }

  /** How long one attempt to send to Zipkin may take; a year for no limit. Default 10 s. */
  public Duration zipkinTimeout() {
    return duration(Options.ZIPKIN_TIMEOUT);
  }

  /** What decides which traces are recorded. Default {@code parentbased_always_on}. */
  public Sampler sampler() {
    String name = text(Options.SAMPLER);
    boolean parentBased = name.startsWith(PARENT_BASED);
    Sampler root =
        switch (parentBased ? name.substring(PARENT_BASED.length()) : name) {
          case "always_off" -> Sampler.alwaysOff();
          case "traceidratio" -> Sampler.traceIdRatio(samplerArg());
          default -> Sampler.alwaysOn();
        };
    return parentBased ? Sampler.parentBased(root) : root;
  }

  /** The share of traces that {@code traceidratio} records, from 0 to 1; default 1. */
  public double samplerArg() {
    return (double) value(Options.SAMPLER_ARG);
  }

  /** The names of what is propagated, in order. Default {@code tracecontext}, {@code baggage}. */
  public List<String> propagators() {
    return list(Options.PROPAGATORS);
  }

  /** What reads contexts from requests and writes them to requests, by {@link #propagators()}. */
  public Propagator propagator() {
    List<Propagator> propagators = new ArrayList<>();
    for (String name : propagators()) {
      Propagator propagator = Providers.propagator(name);
      if (propagator != null) {
        propagators.add(propagator);
      }
    }
    return Propagator.composite(propagators);
  }

  /**
   * Hosts that baggage is sent to, in lowercase: names, {@code *.} and a name for all below it, or
   * {@code *} for all, which is the default.
   */
  public List<String> baggageAllowedHosts() {
    return list(Options.BAGGAGE_ALLOWED_HOSTS);
  }

  /** Whose trace context a server continues. Default {@link InboundTrust#ALL}. */
  public InboundTrust inboundTrust() {
    return (InboundTrust) value(Options.INBOUND_TRUST);
  }

  /**
   * How many traces per second are recorded because the caller asks for it, at least 1; {@link
   * Integer#MAX_VALUE}, the default, for no limit.
   */
  public int inboundSampledPerSecond() {
    return (int) values.getOrDefault(Options.INBOUND_SAMPLED_PER_SECOND, Integer.MAX_VALUE);
  }

  /** Paths whose requests leave no trace; a trailing asterisk makes one a prefix. */
  public List<String> excludedPaths() {
    return list(Options.EXCLUDED_PATHS);
  }

  /** Query parameters whose values are redacted; {@code *} stands for all of them. */
  public List<String> redactedQueryParameters() {
    return list(Options.REDACTED_QUERY_PARAMETERS);
  }

  /** HTTP methods that are recorded by name. */
  public List<String> knownMethods() {
    return list(Options.KNOWN_METHODS);
  }

  /** Request headers that are recorded on server spans, in lowercase. Default none. */
  public List<String> serverCapturedRequestHeaders() {
    return list(Options.SERVER_CAPTURED_REQUEST_HEADERS);
  }

  /** Response headers that are recorded on server spans, in lowercase. Default none. */
  public List<String> serverCapturedResponseHeaders() {
    return list(Options.SERVER_CAPTURED_RESPONSE_HEADERS);
  }

  /** Request headers that are recorded on client spans, in lowercase. Default none. */
  public List<String> clientCapturedRequestHeaders() {
    return list(Options.CLIENT_CAPTURED_REQUEST_HEADERS);
  }

  /** Response headers that are recorded on client spans, in lowercase. Default none. */
  public List<String> clientCapturedResponseHeaders() {
    return list(Options.CLIENT_CAPTURED_RESPONSE_HEADERS);
  }

  /** How long a span waits for others before it is sent. Default 1 s, at least 1 ms. */
  public Duration exportDelay() {
    return duration(Options.EXPORT_DELAY);
  }

  /** How long an exporter may take for one attempt; a year for no limit. Default 30 s. */
  public Duration exportTimeout() {
    return duration(Options.EXPORT_TIMEOUT);
  }

  /** How long closing waits for spans to be delivered. Default 5 s. */
  public Duration shutdownTimeout() {
    return duration(Options.SHUTDOWN_TIMEOUT);
  }

  /** The memory that waiting spans may take, in bytes. Default 16 MiB, at least 64 KiB. */
  public long memoryLimit() {
    return (long) value(Options.MEMORY_LIMIT);
  }

  /** Where spans that wait to be sent are kept; null when that is the memory only. */
  public @Nullable Path spoolDirectory() {
    return (Path) values.get(Options.SPOOL_DIRECTORY);
  }

  /** The disk space that the spool may take, in bytes. Default 256 MiB, at least 1 MiB. */
  public long spoolLimit() {
    return (long) value(Options.SPOOL_LIMIT);
  }

  /** How long a span may wait in the spool; a year for no limit. Default 72 h. */
  public Duration spoolMaxAge() {
    return duration(Options.SPOOL_MAX_AGE);
  }

  /** How many attributes a span may have. Default 128. */
  public int attributeCountLimit() {
    return count(Options.ATTRIBUTE_COUNT_LIMIT);
  }

  /** How many chars of a text attribute are kept. Default 4,096. */
  public int attributeValueLengthLimit() {
    return count(Options.ATTRIBUTE_VALUE_LENGTH_LIMIT);
  }

  /** How many events a span may have. Default 128. */
  public int eventCountLimit() {
    return count(Options.EVENT_COUNT_LIMIT);
  }

  /** How many links a span may have. Default 128. */
  public int linkCountLimit() {
    return count(Options.LINK_COUNT_LIMIT);
  }

  /** How many attributes an event may have. Default 128. */
  public int eventAttributeCountLimit() {
    return count(Options.EVENT_ATTRIBUTE_COUNT_LIMIT);
  }

  /** How many attributes a link may have. Default 128. */
  public int linkAttributeCountLimit() {
    return count(Options.LINK_ATTRIBUTE_COUNT_LIMIT);
  }

  /**
   * What is wrong with the configuration these options were loaded from: sentences that name the
   * key, the value and what was expected. Free of secrets and fit for a log.
   */
  public List<String> problems() {
    return problems;
  }

  /**
   * One line for the log at the start: service name, exporter, endpoint, protocol, sampler. Without
   * secrets.
   */
  public String summary() {
    return summary(null, null);
  }

  /**
   * The same, with what was given to the builder, as it describes itself, instead of the options.
   */
  String summary(@Nullable String ownExporter, @Nullable String ownSampler) {
    if (!enabled()) {
      return "Skein is disabled";
    }
    StringBuilder summary = new StringBuilder("Skein: service.name=");
    String quoted = OptionText.shown(serviceName());
    summary.append(quoted, 1, quoted.length() - 1).append(", exporter=");
    if (ownExporter != null) {
      summary.append(ownExporter);
    } else {
      summary.append(exporter().name().toLowerCase(Locale.ROOT));
    }
    boolean zipkin = exporter() == ExporterKind.ZIPKIN;
    if (ownExporter == null && (zipkin || exporter() == ExporterKind.OTLP)) {
      URI endpoint = zipkin ? zipkinEndpoint() : effectiveEndpoint;
      summary.append(", endpoint=").append(EndpointParser.shown(endpoint.toString()));
      if (!zipkin) {
        summary.append(", protocol=").append(protocol());
      }
    }
    String sampler = ownSampler == null ? text(Options.SAMPLER) : ownSampler;
    summary.append(", sampler=").append(sampler);
    if (ownSampler == null && sampler.endsWith("traceidratio")) {
      summary.append('(').append(samplerArg()).append(')');
    }
    return summary.toString();
  }

  private Object value(OptionKey key) {
    return Objects.requireNonNull(values.get(key), key.name());
  }

  private String text(OptionKey key) {
    return (String) value(key);
  }

  private Duration duration(OptionKey key) {
    return (Duration) value(key);
  }

  private int count(OptionKey key) {
    return (int) value(key);
  }

  @SuppressWarnings("unchecked") // what the parser, or the setter, put there
  private List<String> list(OptionKey key) {
    return (List<String>) value(key);
  }

  /** Compares the settings, not the problems found on the way to them. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SkeinOptions options && values.equals(options.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The settings that differ from their defaults, without headers and passwords. */
  @Override
  public String toString() {
    List<String> shown = new ArrayList<>();
    for (OptionKey key : Options.ALL) {
      Object value = values.get(key);
      if (value != null && !value.equals(key.defaultValue())) {
        shown.add(key + "=" + shown(key, value));
      }
    }
    return Printable.clean("SkeinOptions{" + String.join(", ", shown) + "}");
  }

  private static String shown(OptionKey key, Object value) {
    if (key == Options.HEADERS
        || key == Options.TLS_KEY_STORE_PASSWORD
        || key == Options.TLS_TRUST_STORE_PASSWORD) {
      // of headers not even the names: a key given without its name is taken for one
      return "***";
    }
    return value instanceof URI uri ? EndpointParser.shown(uri.toString()) : value.toString();
  }
}
