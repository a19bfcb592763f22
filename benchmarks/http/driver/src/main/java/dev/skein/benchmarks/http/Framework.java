package dev.skein.benchmarks.http;

import java.util.Locale;

/** The frameworks, and what starts each one's application. */
enum Framework {
  VERTX,
  QUARKUS,
  MICRONAUT;

  /** The folder's name, and the one in results. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Quarkus lays its application out itself; the others are a class path. */
  boolean hasOwnLayout() {
    return this == QUARKUS;
  }

  /**
   * The main class of a variant.
   *
   * @throws IllegalStateException if it {@linkplain #hasOwnLayout lays its application out itself}
   */
  String mainClass(Variant variant) {
    return switch (this) {
      case VERTX ->
          switch (variant) {
            case BARE -> "dev.skein.benchmarks.http.vertx.App";
            case SKEIN -> "dev.skein.benchmarks.http.vertx.skein.SkeinApp";
            case PEER -> "dev.skein.benchmarks.http.vertx.peer.PeerApp";
          };
      case MICRONAUT -> "dev.skein.benchmarks.http.micronaut.App";
      case QUARKUS -> throw new IllegalStateException("Quarkus starts itself");
    };
  }
}
