package dev.skein.it.contract;

import dev.skein.testkit.contract.Deviation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Micronaut does in its own way. */
final class MicronautDeviations {
  /** The names of the clients. */
  static final List<String> CLIENTS = List.of("http-client", "blocking", "streaming");

  private static final List<Deviation> SERVER =
      List.of(
          Deviation.fields(
              "HTTP/1.1 asks servers to refuse a request without a host, or with one that is none."
                  + " Micronaut serves it.",
              Map.of(
                  "answer",
                  200,
                  "http.response.status_code",
                  200L,
                  "http.route",
                  "/items",
                  "name",
                  "GET /items"),
              "no host",
              "host with a bad port"),
          Deviation.fields(
              "Micronaut answers a request that cannot be read, and with another status, before"
                  + " any filter is asked.",
              Map.of("answer", 413, "spans", 0),
              "long target",
              "long header"),
          Deviation.fields(
              "Micronaut passes a request for / without headers to its filters when a target is"
                  + " no URI.",
              Map.of(
                  "url.path", "/",
                  "trace", "a new one",
                  "parent", "",
                  "flags", "0x103",
                  "server.address", Deviation.ABSENT,
                  "server.port", Deviation.ABSENT,
                  "user_agent.original", Deviation.ABSENT),
              "bad escape"),
          Deviation.fields(
              "Micronaut finds the route of a method whatever the case of its letters.",
              Map.of(
                  "answer",
                  200,
                  "http.response.status_code",
                  200L,
                  "http.route",
                  "/items/{id}",
                  "name",
                  "HTTP /items/{id}"),
              "method in lower case"));

  private static final List<Deviation> SERVER_OF_5 =
      List.of(
          Deviation.fields(
              "Micronaut 5 finds no route where a slash is encoded.",
              Map.of(
                  "answer",
                  404,
                  "http.response.status_code",
                  404L,
                  "http.route",
                  Deviation.ABSENT,
                  "name",
                  "GET"),
              "encoded slash"));

  private static final List<Deviation> OF_EVERY_CLIENT =
      List.of(
          Deviation.fields(
              "Micronaut does not tell where a connection was to lead that did not come about.",
              Map.of(
                  "network.peer.address", Deviation.ABSENT, "network.peer.port", Deviation.ABSENT),
              "refused connection",
              "certificate that nobody vouches for"),
          Deviation.fields(
              "Micronaut repeats no request.",
              Map.of(
                  "2: answer",
                  0,
                  "2: body",
                  0L,
                  "spans",
                  2,
                  "requests",
                  2,
                  "3: sent traceparent",
                  Deviation.ABSENT),
              "kept connection that fails is replaced"));

  private static final List<Deviation> OF_WHOLE_BODIES =
      List.of(
          Deviation.fields(
              "Micronaut takes early hints for the answer.",
              Map.of(
                  "answer",
                  103,
                  "body",
                  0L,
                  "http.response.status_code",
                  103L,
                  "network.protocol.version",
                  Deviation.ABSENT),
              "103 Early Hints"));

  private static final List<Deviation> OF_STREAMING =
      List.of(
          Deviation.fields(
              "Micronaut takes early hints for the answer.",
              Map.of(
                  "answer",
                  0,
                  "body",
                  0L,
                  "http.response.status_code",
                  103L,
                  "network.protocol.version",
                  Deviation.ABSENT),
              "103 Early Hints"),
          Deviation.fields(
              "Micronaut's streaming client passes on the parts of a body; where there is none, the"
                  + " application does not see the answer.",
              Map.of("answer", 0),
              "204",
              "304",
              "empty body",
              "HEAD"),
          Deviation.fields(
              "Micronaut's streaming client does not pass on the body of an error.",
              Map.of("body", 0L),
              "400",
              "401",
              "403",
              "404",
              "409",
              "418",
              "422",
              "429",
              "500",
              "501",
              "502",
              "503",
              "504",
              "599",
              "recorded header of an error"));

  private static final List<Deviation> CONTEXT =
      List.of(
          Deviation.unsupported("Micronaut speaks Reactor, not Mutiny.", "uni", "multi"),
          Deviation.fields(
              "An event of Micronaut's is a method call, no message that has spans of its own.",
              Map.of("spans besides", List.of()),
              "event-bus"));

  private static final Map<String, List<Deviation>> CLIENT =
      Map.of(
          "http-client", concat(OF_EVERY_CLIENT, OF_WHOLE_BODIES),
          "blocking", concat(OF_EVERY_CLIENT, OF_WHOLE_BODIES),
          "streaming", concat(OF_EVERY_CLIENT, OF_STREAMING));

  static final Deviations MICRONAUT_4 =
      new Deviations(SERVER, CLIENT, concat(Deviations.ofThisJava(), CONTEXT));

  /** On a Java that has virtual threads. */
  static final Deviations MICRONAUT_5 =
      new Deviations(concat(SERVER, SERVER_OF_5), CLIENT, CONTEXT);

  private MicronautDeviations() {}

  private static List<Deviation> concat(List<Deviation> some, List<Deviation> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
