package dev.skein.it.contract;

/** The clients of Vert.x's services. */
class VertxClientContractIT extends ClientContract {
  VertxClientContractIT() {
    super(VertxServices.ALL);
  }
}
