package dev.skein.testkit.contract;

import java.util.List;

/** A server without a fault passes: what the mutants fail at is none of the contract's own. */
class HttpServerContractTest extends HttpServerContract {
  static final String NO_HTTP_2 = "The reference server speaks HTTP/1.1.";

  @Override
  protected Subject subject() {
    return new Subject("Reference", "");
  }

  @Override
  protected ContractSubject start(ContractSetup setup) throws Exception {
    return ReferenceServer.start(setup.skein(), ReferenceTracing::new);
  }

  @Override
  protected List<Deviation> deviations() {
    return List.of(Deviation.unsupported(NO_HTTP_2, "HTTP/2"));
  }
}
