package dev.skein.it.contract;

/** The clients of OkHttp's services. */
class OkHttpClientContractIT extends ClientContract {
  OkHttpClientContractIT() {
    super(OkHttpServices.ALL);
  }
}
