package dev.skein;

/**
 * The status of a span.
 *
 * <p>{@link #OK} is final; {@link #ERROR} beats {@link #UNSET}; among errors the last one wins.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/api/#set-status">OpenTelemetry,
 *     trace API, Set Status</a>
 */
public enum StatusCode {
  /** Nobody said anything; the default. */
  UNSET(0),
  /** The application declared the operation a success. */
  OK(1),
  /** The operation failed. */
  ERROR(2);

  private final int otlpNumber;

  StatusCode(int otlpNumber) {
    this.otlpNumber = otlpNumber;
  }

  /** The enum number of this code in OTLP's {@code Status.StatusCode}. */
  public int otlpNumber() {
    return otlpNumber;
  }

  /**
   * The code with that OTLP number.
   *
   * @return {@link #UNSET} for a number that OTLP does not define
   */
  public static StatusCode ofOtlpNumber(int number) {
    return switch (number) {
      case 1 -> OK;
      case 2 -> ERROR;
      default -> UNSET;
    };
  }
}
