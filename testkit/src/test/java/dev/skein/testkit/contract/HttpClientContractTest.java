package dev.skein.testkit.contract;

/** The contract holds for a client that does everything right. */
class HttpClientContractTest extends HttpClientContract {
  @Override
  protected Subject subject() {
    return new Subject("reference client", "");
  }

  @Override
  protected ClientSubject start(ContractSetup setup) {
    return new ReferenceClient(new ReferenceClientAdapter(setup.skein()));
  }
}
