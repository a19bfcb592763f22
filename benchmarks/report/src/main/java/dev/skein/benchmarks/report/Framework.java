package dev.skein.benchmarks.report;

import java.util.Locale;

/** The frameworks, with their peers and what was asked of Skein there. */
enum Framework {
  VERTX("Vert.x", "vertx-opentelemetry", "vertx-web", 5),
  QUARKUS("Quarkus", "quarkus-opentelemetry", "quarkus-rest", 5),
  MICRONAUT("Micronaut", "micronaut-tracing-opentelemetry-http", "micronaut-http-server-netty", 8);

  private final String title;
  private final String peer;
  private final String artifact;
  private final double goal;

  Framework(String title, String peer, String artifact, double goal) {
    this.title = title;
    this.peer = peer;
    this.artifact = artifact;
    this.goal = goal;
  }

  /** Its name in results. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  String peer() {
    return peer;
  }

  /** The artifact that has the framework's version. */
  String artifact() {
    return artifact;
  }

  /** How many times the CPU that Skein adds the peer has to add. */
  double goal() {
    return goal;
  }
}
