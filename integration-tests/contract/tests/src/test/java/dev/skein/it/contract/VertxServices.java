package dev.skein.it.contract;

import java.nio.file.Path;
import java.util.List;

/** Vert.x, on every supported line: one jar, with three class paths. */
final class VertxServices {
  private static final List<String> CLIENTS = List.of("web-client", "http-client");
  private static final String MAIN_CLASS = "dev.skein.it.contract.vertx.VertxApp";

  static final List<Service> ALL =
      List.of(
          service("4.5.32", "-jar", jar().toString()),
          service("5.0.12", "-cp", libraries("vertx-app-5.0"), MAIN_CLASS),
          service("5.2.0", "-cp", libraries("vertx-app-5.2"), MAIN_CLASS));

  private VertxServices() {}

  private static Service service(String version, String... launch) {
    return new Service(
        "Vert.x", version, Service.thisJava(), List.of(launch), CLIENTS, Deviations.none());
  }

  private static Path jar() {
    String name = "skein-it-contract-vertx-" + Service.buildVersion() + ".jar";
    return Service.apps().resolve("vertx-app/target").resolve(name);
  }

  private static String libraries(String folder) {
    return Service.apps().resolve(folder).resolve("target/lib/*").toString();
  }
}
