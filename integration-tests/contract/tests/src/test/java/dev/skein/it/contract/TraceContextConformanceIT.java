package dev.skein.it.contract;

import dev.skein.it.contract.conformance.TraceContextRequirements;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/** Every service meets every requirement of W3C Trace Context Level 2, over HTTP. */
@Isolated
class TraceContextConformanceIT {
  @TestFactory
  Stream<DynamicNode> services_meetTraceContextLevel2() {
    return ConformanceRun.tests("W3C Trace Context", TraceContextRequirements.ALL);
  }
}
