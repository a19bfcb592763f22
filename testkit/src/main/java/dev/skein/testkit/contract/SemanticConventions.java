package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ConventionalAttribute.Type.LONG;
import static dev.skein.testkit.contract.ConventionalAttribute.Type.STRING;
import static dev.skein.testkit.contract.ConventionalAttribute.conditional;
import static dev.skein.testkit.contract.ConventionalAttribute.optIn;
import static dev.skein.testkit.contract.ConventionalAttribute.recommended;
import static dev.skein.testkit.contract.ConventionalAttribute.required;

import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which attributes the spans of each kind have: one table that every span is judged by, whichever
 * adapter made it. By OpenTelemetry's semantic conventions v1.44; those of HTTP and of databases
 * are stable, those of messaging are not yet.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/">Semantic conventions</a>
 */
final class SemanticConventions {
  /** The spans of received requests. */
  static final SemanticConventions HTTP_SERVER =
      new SemanticConventions(
          "HTTP server",
          List.of(
              required("http.request.method", STRING).seenAtStart(),
              required("url.path", STRING)
                  .dueIf(
                      "all but CONNECT, and requests that cannot be read",
                      SemanticConventions::hasPath)
                  .seenAtStart(),
              required("url.scheme", STRING).seenAtStart(),
              error(),
              otherMethod(),
              conditional("http.response.status_code", LONG, "when a status was sent"),
              conditional("http.route", STRING, "when a route serves the request"),
              conditional("server.port", LONG, "when it is known, or the default of the scheme")
                  .onlyWith("server.address")
                  .seenAtStart(),
              conditional("url.query", STRING, "when there is one; redacted").seenAtStart(),
              recommended("client.address", STRING, "as proxies say, else the peer's")
                  .seenAtStart(),
              peerAddress(),
              peerPort(),
              protocolVersion(),
              recommended("server.address", STRING, "whom the client asked for").seenAtStart(),
              recommended("user_agent.original", STRING, "when the client says it").seenAtStart()));

  /** The spans of sent requests. */
  static final SemanticConventions HTTP_CLIENT =
      new SemanticConventions(
          "HTTP client",
          List.of(
              required("http.request.method", STRING).seenAtStart(),
              required("server.address", STRING).seenAtStart(),
              required("server.port", LONG).seenAtStart(),
              required("url.full", STRING).seenAtStart(),
              error(),
              otherMethod(),
              conditional("http.response.status_code", LONG, "when a response came"),
              recommended("http.request.resend_count", LONG, "when it is not the first attempt"),
              peerAddress(),
              peerPort(),
              protocolVersion(),
              optIn("url.template", STRING, "when the client has one")));

  /** The spans of messages that are sent or handled. */
  static final SemanticConventions MESSAGE =
      new SemanticConventions(
          "Message producer and consumer",
          List.of(
              required("messaging.operation.name", STRING).seenAtStart(),
              required("messaging.system", STRING).seenAtStart(),
              error(),
              conditional("messaging.destination.name", STRING, "when it is known").seenAtStart(),
              conditional("messaging.operation.type", STRING, "always").seenAtStart(),
              conditional("server.address", STRING, "when there is a server").seenAtStart(),
              recommended("server.port", LONG, "when it is known")
                  .onlyWith("server.address")
                  .seenAtStart()));

  /** The spans of queries. */
  static final SemanticConventions DATABASE =
      new SemanticConventions(
          "Database client",
          List.of(
              required("db.system.name", STRING).seenAtStart(),
              error(),
              conditional("db.namespace", STRING, "when it is known").seenAtStart(),
              conditional("db.operation.name", STRING, "when it can be read from the query")
                  .seenAtStart(),
              conditional("server.port", LONG, "when it is known")
                  .onlyWith("server.address")
                  .seenAtStart(),
              recommended("db.query.text", STRING, "without its literals").seenAtStart(),
              recommended("server.address", STRING, "when it is known").seenAtStart()));

  /** The spans that an application starts itself: nothing but its own attributes. */
  static final SemanticConventions INTERNAL = new SemanticConventions("Internal", List.of(error()));

  /** All tables. */
  static final List<SemanticConventions> ALL =
      List.of(HTTP_SERVER, HTTP_CLIENT, MESSAGE, DATABASE, INTERNAL);

  /** The namespaces of the applications under contract, and of the contract itself. */
  private static final Set<String> APPLICATION = Set.of("shop.", "contract.");

  private final String title;
  private final List<ConventionalAttribute> attributes;

  private SemanticConventions(String title, List<ConventionalAttribute> attributes) {
    this.title = title;
    this.attributes = List.copyOf(attributes);
  }

  String title() {
    return title;
  }

  List<ConventionalAttribute> attributes() {
    return attributes;
  }

  /** The table of a span. */
  static SemanticConventions of(SpanData span) {
    return switch (span.kind()) {
      case SERVER -> HTTP_SERVER;
      case CLIENT -> span.attributes().containsKey("db.system.name") ? DATABASE : HTTP_CLIENT;
      case PRODUCER, CONSUMER -> MESSAGE;
      case INTERNAL -> INTERNAL;
    };
  }

  /** What is wrong with spans, one text each. */
  static List<String> violations(List<SpanData> spans) {
    return spans.stream()
        .flatMap(span -> of(span).check(span).stream().map(text -> span.name() + ": " + text))
        .distinct()
        .sorted()
        .toList();
  }

  private List<String> check(SpanData span) {
    List<String> violations = new ArrayList<>();
    attributes.forEach(attribute -> violations.addAll(attribute.violations(span)));
    span.attributes().keySet().stream()
        .filter(name -> attributes.stream().noneMatch(known -> known.name().equals(name)))
        .filter(name -> APPLICATION.stream().noneMatch(name::startsWith))
        .forEach(name -> violations.add(name + " is not in the table"));
    return violations;
  }

  /**
   * What the reporting sampler was not shown of what spans have in the end, one text each.
   *
   * @param spans recorded with {@link Fault#REPORTING_SAMPLER}
   */
  static List<String> lateAttributes(List<SpanData> spans) {
    return spans.stream().flatMap(SemanticConventions::late).distinct().sorted().toList();
  }

  private static Stream<String> late(SpanData span) {
    if (!(span.attributes().get(Faults.SEEN.name()) instanceof List<?> seen)) {
      return Stream.of(span.name() + ": no sampler was asked");
    }
    List<String> candidates = Faults.CANDIDATES.stream().map(key -> key.name()).toList();
    return of(span).attributes.stream()
        .filter(ConventionalAttribute::atStart)
        .map(ConventionalAttribute::name)
        .filter(candidates::contains)
        .filter(span.attributes()::containsKey)
        .filter(name -> !seen.contains(name))
        .map(name -> span.name() + ": " + name + " comes late");
  }

  private static ConventionalAttribute error() {
    return conditional("error.type", STRING, "when the status is ERROR")
        .exactly(SemanticConventions::isError);
  }

  private static ConventionalAttribute otherMethod() {
    return conditional(
            "http.request.method_original", STRING, "when the method is _OTHER and can be read")
        .exactly(SemanticConventions::isOtherMethod);
  }

  private static ConventionalAttribute peerAddress() {
    return recommended("network.peer.address", STRING, "when there is a connection");
  }

  private static ConventionalAttribute peerPort() {
    return recommended("network.peer.port", LONG, "beside the address")
        .onlyWith("network.peer.address");
  }

  private static ConventionalAttribute protocolVersion() {
    return recommended("network.protocol.version", STRING, "when it is known");
  }

  private static boolean isError(SpanData span) {
    return span.statusCode() == StatusCode.ERROR;
  }

  /** A request that cannot be read has no path either. */
  private static boolean isOtherMethod(SpanData span) {
    return "_OTHER".equals(span.attributes().get("http.request.method"))
        && (span.attributes().containsKey("url.path") || span.attributes().containsKey("url.full"));
  }

  private static boolean hasPath(SpanData span) {
    Object method = span.attributes().get("http.request.method");
    boolean unreadable =
        "_OTHER".equals(method) && !span.attributes().containsKey("http.request.method_original");
    return !unreadable && !"CONNECT".equals(method);
  }
}
