package dev.skein.it.parity;

import java.nio.file.Path;
import java.util.Locale;

/** A server that is compared with the others. */
enum Framework {
  QUARKUS("quarkus-app/target/quarkus-app/quarkus-run.jar"),
  MICRONAUT("micronaut-app/target/skein-it-parity-micronaut-%s.jar"),
  VERTX("vertx-app/target/skein-it-parity-vertx-%s.jar");

  private final String jar;

  Framework(String jar) {
    this.jar = jar;
  }

  /** The name of its service. */
  String service() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The application, as the build has packaged it. */
  Path jar() {
    String file = String.format(jar, System.getProperty("parity.version"));
    return Path.of(System.getProperty("parity.apps"), file);
  }
}
