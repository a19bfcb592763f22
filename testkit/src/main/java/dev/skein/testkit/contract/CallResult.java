package dev.skein.testkit.contract;

/**
 * How a call ended for the application. Immutable.
 *
 * @param status as received; zero when the call failed, be it in the middle of the body
 * @param bodyBytes how many bytes of the body the application has read; zero when the call failed
 * @param error what it failed with, for the message of a failed case; empty for nothing
 */
public record CallResult(int status, long bodyBytes, String error) {

  /** A call that was answered, and the answer was read to its end. */
  public static CallResult answered(int status, long bodyBytes) {
    return new CallResult(status, bodyBytes, "");
  }

  /** A call that failed or was given up. */
  public static CallResult failed(Throwable failure) {
    return new CallResult(0, 0, failure.getClass().getName());
  }
}
