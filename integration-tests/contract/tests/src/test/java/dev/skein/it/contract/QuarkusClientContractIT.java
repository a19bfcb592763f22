package dev.skein.it.contract;

/** The clients of Quarkus's services. */
class QuarkusClientContractIT extends ClientContract {
  QuarkusClientContractIT() {
    super(QuarkusServices.ALL);
  }
}
