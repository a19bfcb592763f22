package dev.skein.testkit.contract;

/** An HTTP client under contract. */
public interface ClientSubject extends AutoCloseable {
  /**
   * Makes a call, reads the answer to its end, and says how that went. The caller's span is current
   * when a subject in this JVM is asked.
   *
   * @throws Exception when the call could not be made at all; a call that fails has a {@linkplain
   *     CallResult#failed result}
   */
  CallResult call(ClientCall call) throws Exception;

  /**
   * Stops it. A client in a process of its own has delivered all its spans when this returns; one
   * in this JVM has ended them, and the contract does the rest.
   */
  @Override
  void close() throws Exception;

  /** A client that has nothing to close. */
  static ClientSubject of(Caller caller) {
    return new ClientSubject() {
      @Override
      public CallResult call(ClientCall call) throws Exception {
        return caller.call(call);
      }

      @Override
      public void close() {}
    };
  }

  /** Makes calls. */
  @FunctionalInterface
  interface Caller {
    /** As {@link ClientSubject#call}. */
    CallResult call(ClientCall call) throws Exception;
  }
}
