package dev.skein.export;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt to export a batch. Immutable.
 *
 * @param outcome what the pipeline has to do next
 * @param rejectedSpans spans of the batch that the endpoint refused although it accepted the rest;
 *     only with {@link Outcome#EXPORTED}
 * @param message for a person: what went wrong, or a warning the endpoint sent; printed after
 *     control characters were neutralised, never parsed
 * @param retryAfter how long the endpoint asked every sender to wait; only with {@link
 *     Outcome#RETRY}
 */
public record ExportResult(
    Outcome outcome, long rejectedSpans, @Nullable String message, @Nullable Duration retryAfter) {

  /** What the pipeline has to do with a batch after an attempt. */
  public enum Outcome {
    /** The endpoint took the batch, less the rejected spans. Never sent again. */
    EXPORTED,
    /** Not delivered, but the endpoint was reached and may take it later. */
    RETRY,
    /** Not delivered because the endpoint could not be reached, or did not answer in time. */
    UNREACHABLE,
    /**
     * Not delivered because the endpoint takes no request of this size: the halves of the batch are
     * sent instead, down to single spans; one that is too large alone is dropped.
     */
    TOO_LARGE,
    /**
     * Not delivered because the endpoint does not understand something in it: the halves of the
     * batch are sent instead, until what is bad has been found and dropped, or that took too often.
     */
    INVALID,
    /** Not delivered, and sending the same bytes again is of no use: the batch is dropped. */
    FAILED
  }

  private static final ExportResult SUCCESS = new ExportResult(Outcome.EXPORTED, 0, null, null);

  /** Refuses nulls and negative counts. */
  public ExportResult {
    Objects.requireNonNull(outcome, "outcome");
    if (rejectedSpans < 0) {
      throw new IllegalArgumentException("rejectedSpans < 0: " + rejectedSpans);
    }
  }

  /** Everything was delivered. */
  public static ExportResult success() {
    return SUCCESS;
  }

  /**
   * The endpoint took the batch but refused some of its spans (OTLP's partial success). With no
   * refused span the message is a warning.
   */
  public static ExportResult partial(long rejectedSpans, @Nullable String message) {
    return new ExportResult(Outcome.EXPORTED, rejectedSpans, message, null);
  }

  /** The endpoint answered that it cannot take the batch now. */
  public static ExportResult retry(String message, @Nullable Duration retryAfter) {
    return new ExportResult(Outcome.RETRY, 0, message, retryAfter);
  }

  /** The endpoint could not be reached, or the connection broke, or the answer took too long. */
  public static ExportResult unreachable(String message) {
    return new ExportResult(Outcome.UNREACHABLE, 0, message, null);
  }

  /** The batch will never be taken. */
  public static ExportResult failed(String message) {
    return new ExportResult(Outcome.FAILED, 0, message, null);
  }

  /** The endpoint takes no request of this size. */
  public static ExportResult tooLarge(String message) {
    return new ExportResult(Outcome.TOO_LARGE, 0, message, null);
  }

  /** The endpoint refuses the batch because of something in it. */
  public static ExportResult invalid(String message) {
    return new ExportResult(Outcome.INVALID, 0, message, null);
  }
}
