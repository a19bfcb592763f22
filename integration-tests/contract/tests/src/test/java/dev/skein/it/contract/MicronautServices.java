package dev.skein.it.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Micronaut, on every supported line. Micronaut 5 needs a newer Java, which the build looks for and
 * names in {@code contract.micronaut5.java}; it is empty when there is none.
 */
final class MicronautServices {
  private static final String FRAMEWORK = "Micronaut";
  private static final String MICRONAUT_5 = "5.2.23";
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
            MicronautDeviations.CLIENTS,
            MicronautDeviations.MICRONAUT_4));
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
        MicronautDeviations.CLIENTS,
        MicronautDeviations.MICRONAUT_5);
  }
}
