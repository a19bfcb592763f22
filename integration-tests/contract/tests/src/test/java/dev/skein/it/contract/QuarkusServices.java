package dev.skein.it.contract;

import java.util.List;

/** Quarkus, on every supported line. */
final class QuarkusServices {
  private static final List<String> CLIENTS = List.of("rest-client", "web-client", "http-client");

  static final List<Service> ALL =
      List.of(service("3.33.2", "quarkus-app"), service("3.37.3", "quarkus-latest-app"));

  private QuarkusServices() {}

  private static Service service(String version, String folder) {
    String jar = "target/quarkus-app/quarkus-run.jar";
    return new Service(
        "Quarkus",
        version,
        Service.thisJava(),
        List.of("-jar", Service.apps().resolve(folder).resolve(jar).toString()),
        CLIENTS,
        Deviations.none());
  }
}
