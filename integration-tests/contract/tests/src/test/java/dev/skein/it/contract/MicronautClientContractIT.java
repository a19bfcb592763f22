package dev.skein.it.contract;

/** The clients of Micronaut's services. */
class MicronautClientContractIT extends ClientContract {
  MicronautClientContractIT() {
    super(MicronautServices.ALL);
  }
}
