package dev.skein.it.contract;

import dev.skein.testkit.contract.Deviation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Quarkus, on every supported line; the newest one also on the newest Java that the build has
 * found, for virtual threads.
 */
final class QuarkusServices {
  private static final String REST_CLIENT = "rest-client";
  private static final String WEB_CLIENT = "web-client";
  private static final String HTTP_CLIENT = "http-client";

  private static final Deviation NO_RETRY =
      Deviation.fields(
          "Vert.x, which Quarkus builds upon, repeats no request.",
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
          "kept connection that fails is replaced");

  private static final Deviation OWN_BAGGAGE =
      Deviation.fields(
          "What the application has put into a request itself is written when Vert.x tells a"
              + " tracer of it; Skein adds nothing.",
          Map.of("sent baggage", "mine=1"),
          "baggage of the application's own for another host");

  private static final Deviation NO_USER_INFO =
      Deviation.fields(
          "Vert.x takes user and password out of a URL before it makes a request of it.",
          Map.of("url.full", "http://127.0.0.1:{port}/items"),
          "user and password in the URL");

  private static final Deviation NO_CANCEL =
      Deviation.unsupported("A WebClient's call cannot be given up.", "call that is given up");

  private static final Map<String, List<Deviation>> CLIENTS =
      Map.of(
          REST_CLIENT, List.of(NO_RETRY, OWN_BAGGAGE),
          WEB_CLIENT, List.of(NO_RETRY, OWN_BAGGAGE, NO_USER_INFO, NO_CANCEL),
          HTTP_CLIENT, List.of(NO_RETRY, OWN_BAGGAGE, NO_USER_INFO));

  private static final Deviation NO_REACTOR =
      Deviation.unsupported("Quarkus has Mutiny, not Reactor.", "mono", "flux");

  private static final Deviation NO_VIRTUAL_THREADS =
      Deviation.unsupported("Java has virtual threads from 21 on.", "virtual-thread");

  static final List<Service> ALL = all();

  private QuarkusServices() {}

  private static List<Service> all() {
    Path java = Service.thisJava();
    boolean virtualThreads = Runtime.version().feature() >= 21;
    List<Service> services = new ArrayList<>();
    services.add(service("3.33.2", "quarkus-app", java, virtualThreads));
    services.add(service("3.37.3", "quarkus-latest-app", java, virtualThreads));
    String newest = System.getProperty("contract.micronaut5.java", "");
    if (!virtualThreads && !newest.isEmpty()) {
      services.add(service("3.37.3 (JDK 25)", "quarkus-latest-app", Path.of(newest), true));
    }
    return List.copyOf(services);
  }

  private static Service service(String version, String folder, Path java, boolean virtualThreads) {
    List<Deviation> context =
        virtualThreads ? List.of(NO_REACTOR) : List.of(NO_REACTOR, NO_VIRTUAL_THREADS);
    String jar = "target/quarkus-app/quarkus-run.jar";
    return new Service(
        "Quarkus",
        version,
        java,
        List.of("-jar", Service.apps().resolve(folder).resolve(jar).toString()),
        List.of(REST_CLIENT, WEB_CLIENT, HTTP_CLIENT),
        new Deviations(List.of(), CLIENTS, context));
  }
}
