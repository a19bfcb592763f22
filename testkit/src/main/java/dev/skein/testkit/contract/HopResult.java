package dev.skein.testkit.contract;

/**
 * What a request that took a hop has seen. Immutable.
 *
 * @param status of the answer: 200, or 501 for a hop that there is not
 * @param baggageInside the value of {@code customer} in the baggage that was current in the hop;
 *     empty for none
 * @param baggageAfter the same when the hop was through
 */
public record HopResult(int status, String baggageInside, String baggageAfter) {
  /** The framework has no such hop. */
  public static HopResult unsupported() {
    return new HopResult(501, "", "");
  }
}
