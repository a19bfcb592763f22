package dev.skein.testkit.contract;

/** The contract holds where every hop is taken as it should be. */
class ContextContractTest extends ContextContract {
  @Override
  protected Subject subject() {
    return new Subject("reference hops", "");
  }

  @Override
  protected ContextSubject start(ContractSetup setup) {
    return new ReferenceHops(setup.skein());
  }
}
