package dev.skein.it.contract;

import dev.skein.testkit.contract.Deviation;
import java.util.List;

/** What one service does in another way than the contracts want it, and why. Immutable. */
record Deviations(List<Deviation> server, List<Deviation> client, List<Deviation> context) {
  Deviations {
    server = List.copyOf(server);
    client = List.copyOf(client);
    context = List.copyOf(context);
  }

  static Deviations none() {
    return new Deviations(List.of(), List.of(), List.of());
  }
}
