package dev.skein;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every setting there is, in the order in which a reader wants them. */
final class Options {
  static final Option<Boolean> ENABLED =
      new Option<>(
          "enabled",
          List.of("OTEL_SDK_DISABLED"),
          "true",
          true,
          "Whether spans are recorded; context is passed on either way. The standard variable says"
              + " the opposite: true disables.",
          OptionParsers.enabled());

  static final Option<String> SERVICE_NAME =
      new Option<>(
          "service-name",
          List.of("OTEL_SERVICE_NAME"),
          "unknown_service:java",
          null,
          "The name of this service. Without it, service.name of resource-attributes, then the"
              + " framework's application name.",
          OptionParsers.text());

  static final Option<Attributes> RESOURCE_ATTRIBUTES =
      new Option<>(
          "resource-attributes",
          List.of("OTEL_RESOURCE_ATTRIBUTES"),
          "",
          Attributes.empty(),
          "Attributes of this process: key=value pairs separated by commas, percent-encoded.",
          KeyValueParser.attributes());

  static final Option<ExporterKind> EXPORTER =
      new Option<>(
          "exporter",
          List.of("OTEL_TRACES_EXPORTER"),
          "otlp",
          ExporterKind.OTLP,
          "Where spans go: otlp, console or none.",
          OptionParsers.exporter());

  static final Option<URI> ENDPOINT =
      new Option<>(
          "endpoint",
          List.of("OTEL_EXPORTER_OTLP_ENDPOINT"),
          "http://localhost:4318",
          URI.create("http://localhost:4318"),
          "The base URL of the OTLP/HTTP endpoint; v1/traces is added to it.",
          EndpointParser.base("http://localhost:4318"));

  static final Option<URI> TRACES_ENDPOINT =
      new Option<>(
          "traces-endpoint",
          List.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"),
          "",
          null,
          "The URL that spans are sent to, used as it is; wins over endpoint.",
          EndpointParser.full());

  static final Option<String> PROTOCOL =
      new Option<>(
          "protocol",
          List.of("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"),
          "http/protobuf",
          "http/protobuf",
          "How spans are sent; http/protobuf is the only one there is.",
          OptionParsers.protocol());

  static final Option<Map<String, String>> HEADERS =
      new Option<>(
          "headers",
          List.of("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS"),
          "",
          Map.of(),
          "Headers to send with the spans: name=value pairs separated by commas, percent-encoded.",
          KeyValueParser.headers());

  static final Option<String> COMPRESSION =
      new Option<>(
          "compression",
          List.of("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "OTEL_EXPORTER_OTLP_COMPRESSION"),
          "none",
          "none",
          "Whether what is sent is compressed: none or gzip.",
          OptionParsers.choice("none", "none", "gzip"));

  static final Option<Duration> TIMEOUT =
      new Option<>(
          "timeout",
          List.of("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT"),
          "10s",
          Duration.ofSeconds(10),
          "How long one attempt to send may take; 0 means no limit.",
          OptionParsers.timeout("10s"));

  static final Option<String> SAMPLER =
      new Option<>(
          "sampler",
          List.of("OTEL_TRACES_SAMPLER"),
          "parentbased_always_on",
          "parentbased_always_on",
          "Which traces are recorded: always_on, always_off or traceidratio, each also as"
              + " parentbased_..., which does what the caller did.",
          OptionParsers.choice(
              "parentbased_always_on",
              "parentbased_always_on",
              "parentbased_always_off",
              "parentbased_traceidratio",
              "always_on",
              "always_off",
              "traceidratio"));

  static final Option<Double> SAMPLER_ARG =
      new Option<>(
          "sampler-arg",
          List.of("OTEL_TRACES_SAMPLER_ARG"),
          "1.0",
          1.0,
          "The share of traces that traceidratio records, from 0 to 1.",
          OptionParsers.ratio());

  static final Option<List<String>> PROPAGATORS =
      new Option<>(
          "propagators",
          List.of("OTEL_PROPAGATORS"),
          "tracecontext,baggage",
          List.of("tracecontext", "baggage"),
          "What is read from and written to request headers: tracecontext, baggage, or none.",
          OptionParsers.propagators());

  static final Option<List<String>> EXCLUDED_PATHS =
      new Option<>(
          "excluded-paths",
          List.of(),
          "",
          List.of(),
          "Paths whose requests leave no trace, separated by commas; /q/* is all that starts with"
              + " /q/.",
          OptionParsers.paths());

  static final Option<List<String>> REDACTED_QUERY_PARAMETERS =
      new Option<>(
          "redacted-query-parameters",
          List.of(),
          "X-Amz-Signature,X-Amz-Credential,X-Amz-Security-Token,AWSAccessKeyId,Signature,sig,"
              + "X-Goog-Signature",
          List.of(
              "X-Amz-Signature",
              "X-Amz-Credential",
              "X-Amz-Security-Token",
              "AWSAccessKeyId",
              "Signature",
              "sig",
              "X-Goog-Signature"),
          "Query parameters whose values are recorded as REDACTED, separated by commas,"
              + " case-sensitive; * is all of them. Replaces the default list.",
          OptionParsers.list());

  static final Option<List<String>> KNOWN_METHODS =
      new Option<>(
          "known-methods",
          List.of("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS"),
          "GET,HEAD,POST,PUT,DELETE,CONNECT,OPTIONS,TRACE,PATCH,QUERY",
          List.of(
              "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
              "QUERY"),
          "HTTP methods that are recorded by name, separated by commas, case-sensitive; any other"
              + " one is _OTHER. Replaces the default list.",
          OptionParsers.list());

  static final Option<Duration> EXPORT_DELAY =
      new Option<>(
          "export-delay",
          List.of("OTEL_BSP_SCHEDULE_DELAY"),
          "1s",
          Duration.ofSeconds(1),
          "How long a span waits for others before it is sent.",
          OptionParsers.delay("1s"));

  static final Option<Duration> EXPORT_TIMEOUT =
      new Option<>(
          "export-timeout",
          List.of("OTEL_BSP_EXPORT_TIMEOUT"),
          "30s",
          Duration.ofSeconds(30),
          "How long an exporter may take for one attempt; 0 means no limit.",
          OptionParsers.timeout("30s"));

  static final Option<Duration> SHUTDOWN_TIMEOUT =
      new Option<>(
          "shutdown-timeout",
          List.of(),
          "5s",
          Duration.ofSeconds(5),
          "How long closing waits for spans to be delivered.",
          OptionParsers.duration("5s"));

  static final Option<Long> MEMORY_LIMIT =
      new Option<>(
          "memory-limit",
          List.of(),
          "16MiB",
          16L << 20,
          "The memory that spans may take while they wait to be sent; what does not fit is dropped"
              + " and counted.",
          OptionParsers.bytes("16MiB", SkeinOptions.MINIMUM_MEMORY));

  static final Option<Integer> ATTRIBUTE_COUNT_LIMIT =
      count(
          "attribute-count-limit",
          List.of("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT"),
          128,
          "How many attributes a span may have.");

  static final Option<Integer> ATTRIBUTE_VALUE_LENGTH_LIMIT =
      count(
          "attribute-value-length-limit",
          List.of("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT"),
          4096,
          "How many chars of a text attribute are kept.");

  static final Option<Integer> EVENT_COUNT_LIMIT =
      count(
          "event-count-limit",
          List.of("OTEL_SPAN_EVENT_COUNT_LIMIT"),
          128,
          "How many events a span may have.");

  static final Option<Integer> LINK_COUNT_LIMIT =
      count(
          "link-count-limit",
          List.of("OTEL_SPAN_LINK_COUNT_LIMIT"),
          128,
          "How many links a span may have.");

  static final Option<Integer> EVENT_ATTRIBUTE_COUNT_LIMIT =
      count(
          "event-attribute-count-limit",
          List.of("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT"),
          128,
          "How many attributes an event may have.");

  static final Option<Integer> LINK_ATTRIBUTE_COUNT_LIMIT =
      count(
          "link-attribute-count-limit",
          List.of("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT"),
          128,
          "How many attributes a link may have.");

  static final List<Option<?>> ALL =
      List.of(
          ENABLED,
          SERVICE_NAME,
          RESOURCE_ATTRIBUTES,
          EXPORTER,
          ENDPOINT,
          TRACES_ENDPOINT,
          PROTOCOL,
          HEADERS,
          COMPRESSION,
          TIMEOUT,
          SAMPLER,
          SAMPLER_ARG,
          PROPAGATORS,
          EXCLUDED_PATHS,
          REDACTED_QUERY_PARAMETERS,
          KNOWN_METHODS,
          EXPORT_DELAY,
          EXPORT_TIMEOUT,
          SHUTDOWN_TIMEOUT,
          MEMORY_LIMIT,
          ATTRIBUTE_COUNT_LIMIT,
          ATTRIBUTE_VALUE_LENGTH_LIMIT,
          EVENT_COUNT_LIMIT,
          LINK_COUNT_LIMIT,
          EVENT_ATTRIBUTE_COUNT_LIMIT,
          LINK_ATTRIBUTE_COUNT_LIMIT);

  private Options() {}

  private static Option<Integer> count(
      String name, List<String> standardVariables, int defaultValue, String description) {
    return new Option<>(
        name,
        standardVariables,
        Integer.toString(defaultValue),
        defaultValue,
        description,
        OptionParsers.count(defaultValue));
  }
}
