package dev.skein.it.contract;

import dev.skein.testkit.contract.Deviation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Micronaut, on every supported line. Micronaut 5 needs a newer Java, which the build looks for and
 * names in {@code contract.micronaut5.java}; it is empty when there is none.
 */
final class MicronautServices {
  private static final String FRAMEWORK = "Micronaut";
  private static final String MICRONAUT_5 = "5.2.23";
  private static final List<String> CLIENTS = List.of("http-client", "blocking", "streaming");

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
              "bad escape"));

  private static final Deviations DEVIATIONS = new Deviations(SERVER, Map.of(), List.of());

  static final List<Service> ALL = all();

  private MicronautServices() {}

  private static List<Service> all() {
    List<Service> services = new ArrayList<>();
    String jar = "target/skein-it-contract-micronaut-" + Service.buildVersion() + ".jar";
    services.add(
        new Service(
            FRAMEWORK,
            "4.10.17",
            Service.thisJava(),
            List.of("-jar", Service.apps().resolve("micronaut-app").resolve(jar).toString()),
            CLIENTS,
            DEVIATIONS));
    String java = System.getProperty("contract.micronaut5.java", "");
    if (java.isEmpty()) {
      System.err.println(
          """
          **********************************************************************

              Micronaut 5 was NOT tested: no JDK 25 found

          **********************************************************************""");
    } else {
      services.add(onMicronaut5(MICRONAUT_5, Path.of(java), "thread-local"));
      services.add(onMicronaut5(MICRONAUT_5 + " (scoped values)", Path.of(java), "scoped-value"));
    }
    return List.copyOf(services);
  }

  private static Service onMicronaut5(String version, Path java, String propagation) {
    Path libraries = Service.apps().resolve("micronaut5-app/target/lib");
    return new Service(
        FRAMEWORK,
        version,
        java,
        List.of(
            "-Dmicronaut.propagation=" + propagation,
            "-cp",
            libraries.resolve("*").toString(),
            "dev.skein.it.contract.micronaut.MicronautApp"),
        CLIENTS,
        DEVIATIONS);
  }
}
