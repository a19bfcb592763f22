package dev.skein.it.contract;

import java.util.List;

/** Vert.x, on every supported line. */
final class VertxServices {
  private static final List<String> CLIENTS = List.of();

  static final List<Service> ALL = List.of(service("4.5.32", "vertx-app"));

  private VertxServices() {}

  private static Service service(String version, String folder) {
    String jar = "target/skein-it-contract-vertx-" + Service.buildVersion() + ".jar";
    return new Service(
        "Vert.x",
        version,
        Service.thisJava(),
        List.of("-jar", Service.apps().resolve(folder).resolve(jar).toString()),
        CLIENTS,
        Deviations.none());
  }
}
