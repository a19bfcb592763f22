package dev.skein.it.contract;

import dev.skein.it.contract.conformance.BaggageRequirements;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/** Every service meets every requirement of W3C Baggage, over HTTP. */
@Isolated
class BaggageConformanceIT {
  @TestFactory
  Stream<DynamicNode> services_meetBaggage() {
    return ConformanceRun.tests("W3C Baggage", BaggageRequirements.ALL);
  }
}
