package dev.skein.it.contract;

import java.util.List;

/** Micronaut, on every supported line. */
final class MicronautServices {
  private static final List<String> CLIENTS = List.of();

  static final List<Service> ALL = List.of(service("4.10.17", "micronaut-app"));

  private MicronautServices() {}

  private static Service service(String version, String folder) {
    String jar = "target/skein-it-contract-micronaut-" + Service.buildVersion() + ".jar";
    return new Service(
        "Micronaut",
        version,
        Service.thisJava(),
        List.of("-jar", Service.apps().resolve(folder).resolve(jar).toString()),
        CLIENTS);
  }
}
