package dev.skein.it.contract;

import java.util.List;
import java.util.stream.Stream;

/** Every service that is held to the contract. */
final class Services {
  static final List<Service> ALL =
      Stream.of(QuarkusServices.ALL, MicronautServices.ALL, VertxServices.ALL)
          .flatMap(List::stream)
          .toList();

  private Services() {}
}
