package dev.skein.it.contract;

import dev.skein.testkit.contract.Deviation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Vert.x, on every supported line: one jar, with three class paths. */
final class VertxServices {
  private static final String WEB_CLIENT = "web-client";
  private static final String HTTP_CLIENT = "http-client";
  private static final String MAIN_CLASS = "dev.skein.it.contract.vertx.VertxApp";

  private static final List<Deviation> OF_EITHER_CLIENT =
      List.of(
          Deviation.fields(
              "What the application has put into a request itself is written when Vert.x tells a"
                  + " tracer of it; Skein adds nothing.",
              Map.of("sent baggage", "mine=1"),
              "baggage of the application's own for another host"),
          Deviation.fields(
              "Vert.x takes user and password out of a URL before it makes a request of it.",
              Map.of("url.full", "http://127.0.0.1:{port}/items"),
              "user and password in the URL"),
          Deviation.fields(
              "Vert.x repeats no request.",
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

  private static final List<Deviation> OF_WEB_CLIENT =
      Stream.concat(
              OF_EITHER_CLIENT.stream(),
              Stream.of(
                  Deviation.unsupported(
                      "A WebClient's call cannot be given up.", "call that is given up")))
          .toList();

  private static final List<Deviation> CONTEXT =
      Stream.concat(
              Deviations.ofThisJava().stream(),
              Stream.of(
                  Deviation.unsupported(
                      "Vert.x has futures of its own, and neither Mutiny nor Reactor.",
                      "uni",
                      "multi",
                      "mono",
                      "flux")))
          .toList();

  /** Since Vert.x 5.1. */
  private static final List<Deviation> SERVER_OF_5_2 =
      List.of(
          Deviation.unsupported(
              "Since 5.1 Vert.x tells of an HTTP/2 request by its headers alone, before there is a"
                  + " request that knows its connection.",
              "a sampler sees what matters, HTTP/2"));

  static final List<Service> ALL =
      List.of(
          service("4.5.32", List.of(), "-jar", jar().toString()),
          service("5.0.12", List.of(), "-cp", libraries("vertx-app-5.0"), MAIN_CLASS),
          service("5.2.0", SERVER_OF_5_2, "-cp", libraries("vertx-app-5.2"), MAIN_CLASS));

  private VertxServices() {}

  private static Service service(String version, List<Deviation> server, String... launch) {
    return new Service(
        "Vert.x",
        version,
        Service.thisJava(),
        List.of(launch),
        List.of(WEB_CLIENT, HTTP_CLIENT),
        new Deviations(
            server, Map.of(WEB_CLIENT, OF_WEB_CLIENT, HTTP_CLIENT, OF_EITHER_CLIENT), CONTEXT));
  }

  private static Path jar() {
    String name = "skein-it-contract-vertx-" + Service.buildVersion() + ".jar";
    return Service.apps().resolve("vertx-app/target").resolve(name);
  }

  private static String libraries(String folder) {
    return Service.apps().resolve(folder).resolve("target/lib/*").toString();
  }
}
