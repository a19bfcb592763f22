package dev.skein.testkit.contract;

import java.util.List;
import java.util.stream.Stream;

/** Every case of the client contract, and what {@code dev.skein.http} says its spans are. */
final class ClientCases {
  static final List<ClientCase> ALL =
      Stream.of(
              ClientPropagationCases.all(),
              ClientRequestCases.all(),
              ClientAnswerCases.all(),
              ClientFailureCases.all(),
              ClientFaultCases.all(),
              ClientGuardedCases.all())
          .flatMap(List::stream)
          .toList();

  private ClientCases() {}
}
