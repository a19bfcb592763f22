package dev.skein.it.contract.quarkus;

import dev.skein.it.contract.support.CallOutcome;
import dev.skein.it.contract.support.CallSpec;
import io.smallrye.mutiny.Uni;

/** One of the HTTP clients that an application may use. */
interface ContractClient {
  /** What it is called in {@link CallSpec#client}. */
  String name();

  /**
   * Makes a call, reads the whole body, and gives up when the caller does.
   *
   * @return fails with what the client fails with
   */
  Uni<CallOutcome> call(CallSpec spec);
}
