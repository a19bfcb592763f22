package dev.skein;

import java.util.List;

/** Every setting there is, in the order in which a reader wants them. */
final class Options {
  static final OptionKey ENABLED =
      new OptionKey(
          "enabled",
          "true",
          OptionParsers::enabled,
          "Whether spans are recorded; context is passed on either way. The standard variable says"
              + " the opposite: true disables.",
          "OTEL_SDK_DISABLED");

  static final OptionKey SERVICE_NAME =
      new OptionKey(
          "service-name",
          "unknown_service:java",
          OptionParsers::text,
          "The name of this service. Without it, service.name of resource-attributes, then the"
              + " framework's application name.",
          "OTEL_SERVICE_NAME");

  static final OptionKey RESOURCE_ATTRIBUTES =
      new OptionKey(
          "resource-attributes",
          "",
          OptionParsers::attributes,
          "Attributes of this process: key=value pairs separated by commas, percent-encoded.",
          "OTEL_RESOURCE_ATTRIBUTES");

  static final OptionKey EXPORTER =
      new OptionKey(
          "exporter",
          "otlp",
          OptionParsers::exporter,
          "Where spans go: otlp, console, none, or, with skein-interop, zipkin.",
          "OTEL_TRACES_EXPORTER");

  static final OptionKey ENDPOINT =
      new OptionKey(
          "endpoint",
          "http://localhost:4318",
          EndpointParser::base,
          "The base URL of the OTLP/HTTP endpoint; v1/traces is added to it.",
          "OTEL_EXPORTER_OTLP_ENDPOINT");

  static final OptionKey TRACES_ENDPOINT =
      new OptionKey(
          "traces-endpoint",
          "",
          EndpointParser::full,
          "The URL that spans are sent to, used as it is; wins over endpoint.",
          "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

  static final OptionKey PROTOCOL =
      new OptionKey(
          "protocol",
          "http/protobuf",
          OptionParsers::protocol,
          "How spans are sent; http/protobuf is the only one there is.",
          "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
          "OTEL_EXPORTER_OTLP_PROTOCOL");

  static final OptionKey HEADERS =
      new OptionKey(
          "headers",
          "",
          OptionParsers::headers,
          "Headers to send with the spans: name=value pairs separated by commas, percent-encoded.",
          "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
          "OTEL_EXPORTER_OTLP_HEADERS");

  static final OptionKey TLS_CERTIFICATE =
      new OptionKey(
          "tls.certificate",
          "",
          OptionParsers::files,
          "PEM files with the certificates to trust for https instead of the JDK's, separated by"
              + " commas.",
          "OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE",
          "OTEL_EXPORTER_OTLP_CERTIFICATE");

  static final OptionKey TLS_CLIENT_CERTIFICATE =
      new OptionKey(
          "tls.client-certificate",
          "",
          OptionParsers::file,
          "A PEM file with the certificate to show to the endpoint, and its chain.",
          "OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE",
          "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE");

  static final OptionKey TLS_CLIENT_KEY =
      new OptionKey(
          "tls.client-key",
          "",
          OptionParsers::file,
          "A PEM file with the private key of that certificate: PKCS#8, not encrypted.",
          "OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY",
          "OTEL_EXPORTER_OTLP_CLIENT_KEY");

  static final OptionKey TLS_KEY_STORE =
      new OptionKey(
          "tls.key-store",
          "",
          OptionParsers::file,
          "A PKCS#12 file with the certificate to show to the endpoint and its key, instead of PEM"
              + " files.");

  static final OptionKey TLS_KEY_STORE_PASSWORD =
      new OptionKey(
          "tls.key-store-password",
          "",
          OptionParsers::secret,
          "The password of the key store and its key; never printed.");

  static final OptionKey TLS_TRUST_STORE =
      new OptionKey(
          "tls.trust-store",
          "",
          OptionParsers::file,
          "A PKCS#12 file with the certificates to trust for https, instead of PEM files.");

  static final OptionKey TLS_TRUST_STORE_PASSWORD =
      new OptionKey(
          "tls.trust-store-password",
          "",
          OptionParsers::secret,
          "The password of the trust store; never printed.");

  static final OptionKey COMPRESSION =
      new OptionKey(
          "compression",
          "none",
          OptionParsers::compression,
          "Whether what is sent is compressed: none or gzip.",
          "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION",
          "OTEL_EXPORTER_OTLP_COMPRESSION");

  static final OptionKey TIMEOUT =
      new OptionKey(
          "timeout",
          "10s",
          OptionParsers::timeout,
          "How long one attempt to send may take; 0 means no limit.",
          "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
          "OTEL_EXPORTER_OTLP_TIMEOUT");

  static final OptionKey ZIPKIN_ENDPOINT =
      new OptionKey(
          "zipkin-endpoint",
          "http://localhost:9411/api/v2/spans",
          EndpointParser::full,
          "The URL that spans are sent to when the exporter is zipkin, used as it is.",
          "OTEL_EXPORTER_ZIPKIN_ENDPOINT");

  static final OptionKey ZIPKIN_TIMEOUT =
      new OptionKey(
          "zipkin-timeout",
          "10s",
          OptionParsers::timeout,
          "How long one attempt to send to Zipkin may take; 0 means no limit.",
          "OTEL_EXPORTER_ZIPKIN_TIMEOUT");

  static final OptionKey SAMPLER =
      new OptionKey(
          "sampler",
          "parentbased_always_on",
          OptionParsers::sampler,
          "Which traces are recorded: always_on, always_off or traceidratio, each also as"
              + " parentbased_..., which does what the caller did.",
          "OTEL_TRACES_SAMPLER");

  static final OptionKey SAMPLER_ARG =
      new OptionKey(
          "sampler-arg",
          "1.0",
          OptionParsers::ratio,
          "The share of traces that traceidratio records, from 0 to 1.",
          "OTEL_TRACES_SAMPLER_ARG");

  static final OptionKey PROPAGATORS =
      new OptionKey(
          "propagators",
          "tracecontext,baggage",
          OptionParsers::propagators,
          "What is read from and written to request headers: tracecontext, baggage, with"
              + " skein-interop b3, b3multi and jaeger, or none.",
          "OTEL_PROPAGATORS");

  static final OptionKey BAGGAGE_ALLOWED_HOSTS =
      new OptionKey(
          "baggage.allowed-hosts",
          "*",
          OptionParsers::hosts,
          "Hosts that baggage is sent to, separated by commas: *.example.com is all below it, * is"
              + " all, none is none. The trace context is sent to all.");

  static final OptionKey INBOUND_TRUST =
      new OptionKey(
          "inbound.trust",
          "all",
          OptionParsers::trust,
          "Whose trace context a server continues: all callers', private (callers with a loopback or"
              + " private address) or none. Others' requests begin a new trace with a link to theirs.");

  static final OptionKey INBOUND_SAMPLED_PER_SECOND =
      new OptionKey(
          "inbound.sampled-per-second",
          "",
          OptionParsers::positive,
          "How many traces per second are recorded because the caller asks for it; without it, all.");

  static final OptionKey EXCLUDED_PATHS =
      new OptionKey(
          "excluded-paths",
          "",
          OptionParsers::paths,
          "Paths whose requests leave no trace, separated by commas; /q/* is all that starts with"
              + " /q/.");

  static final OptionKey REDACTED_QUERY_PARAMETERS =
      new OptionKey(
          "redacted-query-parameters",
          "X-Amz-Signature,X-Amz-Credential,X-Amz-Security-Token,AWSAccessKeyId,Signature,sig,"
              + "X-Goog-Signature,X-Goog-Credential,access_token,refresh_token,id_token,token,"
              + "auth_token,auth,authorization,jwt,assertion,client_assertion,api_key,api-key,"
              + "apikey,key,access_key,secret_key,client_secret,secret,password,passwd,pwd,"
              + "passphrase,credentials,session,session_id,sessionid,jsessionid,phpsessid,sid",
          OptionParsers::list,
          "Parameters of queries and paths whose values are recorded as REDACTED, separated by"
              + " commas, in any case; all, or *, is all of them. Replaces the default list.");

  static final OptionKey KNOWN_METHODS =
      new OptionKey(
          "known-methods",
          "GET,HEAD,POST,PUT,DELETE,CONNECT,OPTIONS,TRACE,PATCH,QUERY",
          OptionParsers::list,
          "HTTP methods that are recorded by name, separated by commas, case-sensitive; any other"
              + " one is _OTHER. Replaces the default list.",
          "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS");

  static final OptionKey SERVER_CAPTURED_REQUEST_HEADERS =
      new OptionKey(
          "server.captured-request-headers",
          "",
          OptionParsers::headerNames,
          "Headers of requests that are recorded on server spans, separated by commas; those that"
              + " usually carry credentials are refused.",
          "OTEL_INSTRUMENTATION_HTTP_SERVER_CAPTURE_REQUEST_HEADERS");

  static final OptionKey SERVER_CAPTURED_RESPONSE_HEADERS =
      new OptionKey(
          "server.captured-response-headers",
          "",
          OptionParsers::headerNames,
          "The same, of the responses that the server gives.",
          "OTEL_INSTRUMENTATION_HTTP_SERVER_CAPTURE_RESPONSE_HEADERS");

  static final OptionKey CLIENT_CAPTURED_REQUEST_HEADERS =
      new OptionKey(
          "client.captured-request-headers",
          "",
          OptionParsers::headerNames,
          "The same, of requests, on client spans.",
          "OTEL_INSTRUMENTATION_HTTP_CLIENT_CAPTURE_REQUEST_HEADERS");

  static final OptionKey CLIENT_CAPTURED_RESPONSE_HEADERS =
      new OptionKey(
          "client.captured-response-headers",
          "",
          OptionParsers::headerNames,
          "The same, of the responses that the client gets.",
          "OTEL_INSTRUMENTATION_HTTP_CLIENT_CAPTURE_RESPONSE_HEADERS");

  static final OptionKey EXPORT_DELAY =
      new OptionKey(
          "export-delay",
          "1s",
          OptionParsers::delay,
          "How long a span waits for others before it is sent.",
          "OTEL_BSP_SCHEDULE_DELAY");

  static final OptionKey EXPORT_TIMEOUT =
      new OptionKey(
          "export-timeout",
          "30s",
          OptionParsers::timeout,
          "How long an exporter may take for one attempt; 0 means no limit.",
          "OTEL_BSP_EXPORT_TIMEOUT");

  static final OptionKey SHUTDOWN_TIMEOUT =
      new OptionKey(
          "shutdown-timeout",
          "5s",
          OptionParsers::duration,
          "How long closing waits for spans to be delivered.");

  static final OptionKey MEMORY_LIMIT =
      new OptionKey(
          "memory-limit",
          "16MiB",
          OptionParsers::bytes,
          "The memory that spans may take while they wait to be sent; what does not fit is dropped"
              + " and counted.");

  static final OptionKey SPOOL_DIRECTORY =
      new OptionKey(
          "spool.directory",
          "",
          OptionParsers::file,
          "A directory for spans that wait to be sent, where they survive the end of the process;"
              + " without it they wait in memory.");

  static final OptionKey SPOOL_LIMIT =
      new OptionKey(
          "spool.limit",
          "256MiB",
          OptionParsers::diskBytes,
          "How much of the disk the spool may take; what is oldest is dropped and counted.");

  static final OptionKey SPOOL_MAX_AGE =
      new OptionKey(
          "spool.max-age",
          "72h",
          OptionParsers::timeout,
          "How long a span may wait in the spool; 0 means no limit. What is older is dropped and"
              + " counted.");

  static final OptionKey ATTRIBUTE_COUNT_LIMIT =
      new OptionKey(
          "attribute-count-limit",
          "128",
          OptionParsers::count,
          "How many attributes a span may have.",
          "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
          "OTEL_ATTRIBUTE_COUNT_LIMIT");

  static final OptionKey ATTRIBUTE_VALUE_LENGTH_LIMIT =
      new OptionKey(
          "attribute-value-length-limit",
          "4096",
          OptionParsers::count,
          "How many chars of a text attribute are kept.",
          "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
          "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT");

  static final OptionKey EVENT_COUNT_LIMIT =
      new OptionKey(
          "event-count-limit",
          "128",
          OptionParsers::count,
          "How many events a span may have.",
          "OTEL_SPAN_EVENT_COUNT_LIMIT");

  static final OptionKey LINK_COUNT_LIMIT =
      new OptionKey(
          "link-count-limit",
          "128",
          OptionParsers::count,
          "How many links a span may have.",
          "OTEL_SPAN_LINK_COUNT_LIMIT");

  static final OptionKey EVENT_ATTRIBUTE_COUNT_LIMIT =
      new OptionKey(
          "event-attribute-count-limit",
          "128",
          OptionParsers::count,
          "How many attributes an event may have.",
          "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT");

  static final OptionKey LINK_ATTRIBUTE_COUNT_LIMIT =
      new OptionKey(
          "link-attribute-count-limit",
          "128",
          OptionParsers::count,
          "How many attributes a link may have.",
          "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT");

  static final List<OptionKey> ALL =
      List.of(
          ENABLED,
          SERVICE_NAME,
          RESOURCE_ATTRIBUTES,
          EXPORTER,
          ENDPOINT,
          TRACES_ENDPOINT,
          PROTOCOL,
          HEADERS,
          TLS_CERTIFICATE,
          TLS_CLIENT_CERTIFICATE,
          TLS_CLIENT_KEY,
          TLS_KEY_STORE,
          TLS_KEY_STORE_PASSWORD,
          TLS_TRUST_STORE,
          TLS_TRUST_STORE_PASSWORD,
          COMPRESSION,
          TIMEOUT,
          ZIPKIN_ENDPOINT,
          ZIPKIN_TIMEOUT,
          SAMPLER,
          SAMPLER_ARG,
          PROPAGATORS,
          BAGGAGE_ALLOWED_HOSTS,
          INBOUND_TRUST,
          INBOUND_SAMPLED_PER_SECOND,
          EXCLUDED_PATHS,
          REDACTED_QUERY_PARAMETERS,
          KNOWN_METHODS,
          SERVER_CAPTURED_REQUEST_HEADERS,
          SERVER_CAPTURED_RESPONSE_HEADERS,
          CLIENT_CAPTURED_REQUEST_HEADERS,
          CLIENT_CAPTURED_RESPONSE_HEADERS,
          EXPORT_DELAY,
          EXPORT_TIMEOUT,
          SHUTDOWN_TIMEOUT,
          MEMORY_LIMIT,
          SPOOL_DIRECTORY,
          SPOOL_LIMIT,
          SPOOL_MAX_AGE,
          ATTRIBUTE_COUNT_LIMIT,
          ATTRIBUTE_VALUE_LENGTH_LIMIT,
          EVENT_COUNT_LIMIT,
          LINK_COUNT_LIMIT,
          EVENT_ATTRIBUTE_COUNT_LIMIT,
          LINK_ATTRIBUTE_COUNT_LIMIT);

  private Options() {}
}
