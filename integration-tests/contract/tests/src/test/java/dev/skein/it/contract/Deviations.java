package dev.skein.it.contract;

import dev.skein.testkit.contract.Deviation;
import java.util.List;
import java.util.Map;

/**
 * What one service does in another way than the contracts want it, and why. Immutable.
 *
 * @param clients by the name of the client
 */
record Deviations(
    List<Deviation> server, Map<String, List<Deviation>> clients, List<Deviation> context) {
  Deviations {
    server = List.copyOf(server);
    clients = Map.copyOf(clients);
    context = List.copyOf(context);
  }

  static Deviations none() {
    return new Deviations(List.of(), Map.of(), List.of());
  }

  /** The hops that there are not on the Java that runs this test. */
  static List<Deviation> ofThisJava() {
    return Runtime.version().feature() >= 21
        ? List.of()
        : List.of(Deviation.unsupported("Java has virtual threads from 21 on.", "virtual-thread"));
  }

  /** The deviations of one of the clients. */
  List<Deviation> client(String name) {
    return clients.getOrDefault(name, List.of());
  }
}
