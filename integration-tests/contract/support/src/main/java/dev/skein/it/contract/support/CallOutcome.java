package dev.skein.it.contract.support;

/**
 * How a call of a service ended, as the body of the answer to {@code POST /call}: {@code
 * status=200}, {@code body-bytes=12} and {@code error=}, one a line. Immutable.
 *
 * @param status zero when there was no response
 * @param bodyBytes how many bytes of the body have been read
 * @param error the name of the exception's class; empty for none
 */
public record CallOutcome(int status, long bodyBytes, String error) {

  /** A call that was answered. */
  public static CallOutcome answered(int status, long bodyBytes) {
    return new CallOutcome(status, bodyBytes, "");
  }

  /** A call that failed. */
  public static CallOutcome failed(Throwable failure) {
    return new CallOutcome(0, 0, failure.getClass().getName());
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException for a text of another form
   */
  public static CallOutcome parse(String text) {
    int status = 0;
    long bodyBytes = 0;
    String error = "";
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      String value = line.substring(equals + 1);
      switch (line.substring(0, Math.max(equals, 0))) {
        case "status" -> status = Integer.parseInt(value);
        case "body-bytes" -> bodyBytes = Long.parseLong(value);
        case "error" -> error = value;
        default -> throw new IllegalArgumentException("not the outcome of a call: " + text);
      }
    }
    return new CallOutcome(status, bodyBytes, error);
  }

  @Override
  public String toString() {
    return "status=" + status + "\nbody-bytes=" + bodyBytes + "\nerror=" + error;
  }
}
