package dev.skein;

/**
 * The role of a span in a trace.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">OpenTelemetry, trace
 *     API, SpanKind</a>
 */
public enum SpanKind {
  /** Work inside the process; the default. */
  INTERNAL(1),
  /** Handling of a request that a remote client sent. */
  SERVER(2),
  /** A request to a remote service, waiting for its response. */
  CLIENT(3),
  /** A message handed over for somebody to process later. */
  PRODUCER(4),
  /** Processing of a message that a producer handed over. */
  CONSUMER(5);

  private final int otlpNumber;

  SpanKind(int otlpNumber) {
    this.otlpNumber = otlpNumber;
  }

  /** The enum number of this kind in OTLP's {@code Span.SpanKind}. */
  public int otlpNumber() {
    return otlpNumber;
  }

  /**
   * The kind with that OTLP number.
   *
   * @return {@link #INTERNAL} for a number that OTLP does not define
   */
  public static SpanKind ofOtlpNumber(int number) {
    return switch (number) {
      case 2 -> SERVER;
      case 3 -> CLIENT;
      case 4 -> PRODUCER;
      case 5 -> CONSUMER;
      default -> INTERNAL;
    };
  }
}
