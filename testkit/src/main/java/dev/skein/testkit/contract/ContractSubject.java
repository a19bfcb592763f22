package dev.skein.testkit.contract;

/** A running server under contract, on the loopback interface. */
public interface ContractSubject extends AutoCloseable {
  /** The port that it listens on. */
  int port();

  /**
   * Stops it. A server in a process of its own has delivered all its spans when this returns; one
   * in this JVM has ended them, and the contract does the rest.
   */
  @Override
  void close() throws Exception;

  /**
   * A server that listens on a port.
   *
   * @param server what is closed to stop it
   */
  static ContractSubject of(int port, AutoCloseable server) {
    return new ContractSubject() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void close() throws Exception {
        server.close();
      }
    };
  }
}
