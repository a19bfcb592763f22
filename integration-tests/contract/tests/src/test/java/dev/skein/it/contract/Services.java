package dev.skein.it.contract;

import java.util.List;
import java.util.stream.Stream;

/** Every service that is held to the contract. */
final class Services {
  /** Those whose server is a framework that an adapter of Skein's traces. */
  static final List<Service> SERVERS =
      Stream.of(QuarkusServices.ALL, MicronautServices.ALL, VertxServices.ALL)
          .flatMap(List::stream)
          .toList();

  static final List<Service> ALL =
      Stream.of(SERVERS, OkHttpServices.ALL).flatMap(List::stream).toList();

  private Services() {}
}
