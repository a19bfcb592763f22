package dev.skein;

import dev.skein.internal.HeaderText;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Makes {@link SkeinOptions} in code. Not thread-safe.
 *
 * <p>Every setter takes what the setting of the same name means and throws {@link
 * IllegalArgumentException} for a value that cannot be used: a mistake in code is better found at
 * once than in a log. One that can be used, but hardly as meant, is in {@link
 * SkeinOptions#problems()}.
 */
public final class SkeinOptionsBuilder {
  private final Map<OptionKey, Object> values;
  private final List<String> problems;

  SkeinOptionsBuilder(Map<OptionKey, Object> values, List<String> problems) {
    this.values = new HashMap<>(values);
    this.problems = new ArrayList<>(problems);
  }

  /** Sets whether spans are recorded. Default true. */
  public SkeinOptionsBuilder enabled(boolean enabled) {
    return set(Options.ENABLED, enabled);
  }

  /** Sets the service's name. Default {@code unknown_service:java}. */
  public SkeinOptionsBuilder serviceName(String name) {
    Objects.requireNonNull(name, "name");
    check(!name.isBlank(), "The service name must not be blank");
    return set(Options.SERVICE_NAME, name);
  }

  /** Sets attributes of the process. */
  public SkeinOptionsBuilder resourceAttributes(Attributes attributes) {
    Objects.requireNonNull(attributes, "attributes");
    return set(Options.RESOURCE_ATTRIBUTES, attributes);
  }

  /** Sets where spans go. Default {@link ExporterKind#OTLP}. */
  public SkeinOptionsBuilder exporter(ExporterKind exporter) {
    Objects.requireNonNull(exporter, "exporter");
    check(OptionParsers.isExporter(exporter), "This exporter needs" + Providers.NEEDED);
    return set(Options.EXPORTER, Objects.requireNonNull(exporter, "exporter"));
  }

  /**
   * Sets the base URL, to which {@code v1/traces} is added; a {@code traces-endpoint} set before is
   * forgotten. Default {@code http://localhost:4318}.
   */
  public SkeinOptionsBuilder endpoint(URI endpoint) {
    Objects.requireNonNull(endpoint, "endpoint");
    parse(Options.ENDPOINT, endpoint.toString());
    values.remove(Options.TRACES_ENDPOINT);
    return this;
  }

  /** Sets the URL to send to, used as it is. */
  public SkeinOptionsBuilder tracesEndpoint(URI endpoint) {
    Objects.requireNonNull(endpoint, "endpoint");
    return parse(Options.TRACES_ENDPOINT, endpoint.toString());
  }

  /** Sets the headers to send with the spans. */
  public SkeinOptionsBuilder headers(Map<String, String> headers) {
    Objects.requireNonNull(headers, "headers");
    Map<String, String> copy = new LinkedHashMap<>(headers);
    String problem = OptionParsers.headersProblem(copy);
    check(problem == null, String.valueOf(problem));
    return set(Options.HEADERS, Collections.unmodifiableMap(copy));
  }

  /** Sets PEM files with the certificates to trust for https instead of the JDK's. */
  public SkeinOptionsBuilder tlsCertificate(List<Path> files) {
    Objects.requireNonNull(files, "files");
    return set(Options.TLS_CERTIFICATE, List.copyOf(files));
  }

  /** Sets a PEM file with the certificate to show to the endpoint, and its chain. */
  public SkeinOptionsBuilder tlsClientCertificate(Path file) {
    Objects.requireNonNull(file, "file");
    return set(Options.TLS_CLIENT_CERTIFICATE, file);
  }

  /** Sets a PEM file with the private key of that certificate: PKCS#8, not encrypted. */
  public SkeinOptionsBuilder tlsClientKey(Path file) {
    Objects.requireNonNull(file, "file");
    return set(Options.TLS_CLIENT_KEY, file);
  }

  /** Sets a PKCS#12 file with the certificate to show to the endpoint and its key. */
  public SkeinOptionsBuilder tlsKeyStore(Path file) {
    Objects.requireNonNull(file, "file");
    return set(Options.TLS_KEY_STORE, file);
  }

  /** Sets the password of the key store and its key. */
  public SkeinOptionsBuilder tlsKeyStorePassword(String password) {
    Objects.requireNonNull(password, "password");
    return set(Options.TLS_KEY_STORE_PASSWORD, password);
  }

  /** Sets a PKCS#12 file with the certificates to trust for https instead of the JDK's. */
  public SkeinOptionsBuilder tlsTrustStore(Path file) {
    Objects.requireNonNull(file, "file");
    return set(Options.TLS_TRUST_STORE, file);
  }

  /** Sets the password of the trust store. */
  public SkeinOptionsBuilder tlsTrustStorePassword(String password) {
    Objects.requireNonNull(password, "password");
    return set(Options.TLS_TRUST_STORE_PASSWORD, password);
  }

  /** Sets {@code none} or {@code gzip}. Default {@code none}. */
  public SkeinOptionsBuilder compression(String compression) {
    Objects.requireNonNull(compression, "compression");
    return parse(Options.COMPRESSION, compression);
  }

  /** Sets how long one attempt to send may take; zero means no limit. Default 10 s. */
  public SkeinOptionsBuilder timeout(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    return parse(Options.TIMEOUT, timeout.toString());
  }

  /**
   * Sets where the Zipkin exporter sends to. Default {@code http://localhost:9411/api/v2/spans}.
   */
  public SkeinOptionsBuilder zipkinEndpoint(URI endpoint) {
    Objects.requireNonNull(endpoint, "endpoint");
    return parse(Options.ZIPKIN_ENDPOINT, endpoint.toString());
  }

  /** Sets how long one attempt to send to Zipkin may take; zero means no limit. Default 10 s. */
  public SkeinOptionsBuilder zipkinTimeout(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    return parse(Options.ZIPKIN_TIMEOUT, timeout.toString());
  }

  /** Sets one of the six standard names. Default {@code parentbased_always_on}. */
  public SkeinOptionsBuilder sampler(String sampler) {
    Objects.requireNonNull(sampler, "sampler");
    return parse(Options.SAMPLER, sampler);
  }

  /** Sets the share of traces that {@code traceidratio} records, from 0 to 1. Default 1. */
  public SkeinOptionsBuilder samplerArg(double ratio) {
    return parse(Options.SAMPLER_ARG, Double.toString(ratio));
  }

  /**
   * Sets what is propagated, by name, or nothing. Default {@code tracecontext}, {@code baggage}.
   */
  public SkeinOptionsBuilder propagators(List<String> propagators) {
    Objects.requireNonNull(propagators, "propagators");
    for (String name : propagators) {
      check(
          OptionParsers.isPropagator(name),
          OptionText.shown(name) + ": " + OptionParsers.NO_PROPAGATOR);
    }
    return set(Options.PROPAGATORS, List.copyOf(propagators));
  }

  /**
   * Sets the hosts that baggage is sent to, or none: names, {@code *.} and a name for all below it,
   * or {@code *} for all, which is the default.
   */
  public SkeinOptionsBuilder baggageAllowedHosts(List<String> hosts) {
    Objects.requireNonNull(hosts, "hosts");
    for (String host : hosts) {
      check(
          OptionParsers.isHostPattern(host),
          OptionText.shown(host) + ": " + OptionParsers.HOST_PATTERN);
    }
    return set(
        Options.BAGGAGE_ALLOWED_HOSTS,
        hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList());
  }

  /** Sets whose trace context a server continues. Default {@link InboundTrust#ALL}. */
  public SkeinOptionsBuilder inboundTrust(InboundTrust trust) {
    Objects.requireNonNull(trust, "trust");
    return set(Options.INBOUND_TRUST, trust);
  }

  /**
   * Sets how many traces per second are recorded because the caller asks for it, at least 1. No
   * limit by default.
   */
  public SkeinOptionsBuilder inboundSampledPerSecond(int limit) {
    return parse(Options.INBOUND_SAMPLED_PER_SECOND, Integer.toString(limit));
  }

  /** Sets paths whose requests leave no trace; a trailing asterisk makes one a prefix. */
  public SkeinOptionsBuilder excludedPaths(List<String> paths) {
    Objects.requireNonNull(paths, "paths");
    for (String path : paths) {
      check(
          OptionParsers.isPathPattern(path),
          "A path starts with / and has * at its end only: " + OptionText.shown(path));
    }
    return set(Options.EXCLUDED_PATHS, List.copyOf(paths));
  }

  /** Sets the query parameters whose values are redacted; {@code *} stands for all of them. */
  public SkeinOptionsBuilder redactedQueryParameters(List<String> names) {
    Objects.requireNonNull(names, "names");
    return set(Options.REDACTED_QUERY_PARAMETERS, List.copyOf(names));
  }

  /** Sets the HTTP methods that are recorded by name. */
  public SkeinOptionsBuilder knownMethods(List<String> methods) {
    Objects.requireNonNull(methods, "methods");
    return set(Options.KNOWN_METHODS, List.copyOf(methods));
  }

  /** Sets the request headers that are recorded on server spans. Default none. */
  public SkeinOptionsBuilder serverCapturedRequestHeaders(List<String> names) {
    Objects.requireNonNull(names, "names");
    return headers(Options.SERVER_CAPTURED_REQUEST_HEADERS, names);
  }

  /** Sets the response headers that are recorded on server spans. Default none. */
  public SkeinOptionsBuilder serverCapturedResponseHeaders(List<String> names) {
    Objects.requireNonNull(names, "names");
    return headers(Options.SERVER_CAPTURED_RESPONSE_HEADERS, names);
  }

  /** Sets the request headers that are recorded on client spans. Default none. */
  public SkeinOptionsBuilder clientCapturedRequestHeaders(List<String> names) {
    Objects.requireNonNull(names, "names");
    return headers(Options.CLIENT_CAPTURED_REQUEST_HEADERS, names);
  }

  /** Sets the response headers that are recorded on client spans. Default none. */
  public SkeinOptionsBuilder clientCapturedResponseHeaders(List<String> names) {
    Objects.requireNonNull(names, "names");
    return headers(Options.CLIENT_CAPTURED_RESPONSE_HEADERS, names);
  }

  /** Sets how long a span waits for others before it is sent. Default 1 s. */
  public SkeinOptionsBuilder exportDelay(Duration delay) {
    Objects.requireNonNull(delay, "delay");
    return parse(Options.EXPORT_DELAY, delay.toString());
  }

  /** Sets how long an exporter may take for one attempt; zero means no limit. Default 30 s. */
  public SkeinOptionsBuilder exportTimeout(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    return parse(Options.EXPORT_TIMEOUT, timeout.toString());
  }

  /** Sets how long closing waits for spans to be delivered. Default 5 s. */
  public SkeinOptionsBuilder shutdownTimeout(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    return parse(Options.SHUTDOWN_TIMEOUT, timeout.toString());
  }

  /** Sets the memory that waiting spans may take, in bytes. Default 16 MiB, at least 64 KiB. */
  public SkeinOptionsBuilder memoryLimit(long bytes) {
    return parse(Options.MEMORY_LIMIT, Long.toString(bytes));
  }

  /** Sets a directory for spans that wait to be sent, where they survive the process. */
  public SkeinOptionsBuilder spoolDirectory(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return set(Options.SPOOL_DIRECTORY, directory);
  }

  /** Sets the disk space that the spool may take, in bytes. Default 256 MiB, at least 1 MiB. */
  public SkeinOptionsBuilder spoolLimit(long bytes) {
    return parse(Options.SPOOL_LIMIT, Long.toString(bytes));
  }

  /** Sets how long a span may wait in the spool; zero means no limit. Default 72 h. */
  public SkeinOptionsBuilder spoolMaxAge(Duration age) {
    Objects.requireNonNull(age, "age");
    return parse(Options.SPOOL_MAX_AGE, age.toString());
  }

  /** Sets how many attributes a span may have. Default 128. */
  public SkeinOptionsBuilder attributeCountLimit(int limit) {
    return parse(Options.ATTRIBUTE_COUNT_LIMIT, Integer.toString(limit));
  }

  /** Sets how many chars of a text attribute are kept. Default 4,096. */
  public SkeinOptionsBuilder attributeValueLengthLimit(int limit) {
    return parse(Options.ATTRIBUTE_VALUE_LENGTH_LIMIT, Integer.toString(limit));
  }

  /** Sets how many events a span may have. Default 128. */
  public SkeinOptionsBuilder eventCountLimit(int limit) {
    return parse(Options.EVENT_COUNT_LIMIT, Integer.toString(limit));
  }

  /** Sets how many links a span may have. Default 128. */
  public SkeinOptionsBuilder linkCountLimit(int limit) {
    return parse(Options.LINK_COUNT_LIMIT, Integer.toString(limit));
  }

  /** Sets how many attributes an event may have. Default 128. */
  public SkeinOptionsBuilder eventAttributeCountLimit(int limit) {
    return parse(Options.EVENT_ATTRIBUTE_COUNT_LIMIT, Integer.toString(limit));
  }

  /** Sets how many attributes a link may have. Default 128. */
  public SkeinOptionsBuilder linkAttributeCountLimit(int limit) {
    return parse(Options.LINK_ATTRIBUTE_COUNT_LIMIT, Integer.toString(limit));
  }

  /** The options. */
  public SkeinOptions build() {
    return new SkeinOptions(values, problems);
  }

  private SkeinOptionsBuilder set(OptionKey key, Object value) {
    values.put(key, value);
    return this;
  }

  /** Sets names of headers, by the rules for texts from elsewhere; an empty list is none. */
  private SkeinOptionsBuilder headers(OptionKey key, List<String> names) {
    for (String name : names) {
      check(HeaderText.isToken(name), OptionText.shown(name) + " is not the name of a header");
    }
    return parse(key, String.join(",", names));
  }

  /** Sets what a text means, by the rules for texts from elsewhere. */
  private SkeinOptionsBuilder parse(OptionKey key, String text) {
    OptionText parsed = new OptionText(key.name(), text);
    Object value = key.parse(parsed);
    if (value == null) {
      throw new IllegalArgumentException(String.join("; ", parsed.problems()));
    }
    problems.addAll(parsed.problems());
    return set(key, value);
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
