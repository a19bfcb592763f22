package dev.skein;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Sampler} decided. Immutable.
 *
 * @param sampled whether the span is recorded and exported
 * @param attributes attributes the sampler adds to a sampled span
 * @param traceState the W3C trace state of the new span; null keeps the parent's
 */
public record SamplingResult(
    boolean sampled, Attributes attributes, @Nullable TraceState traceState) {
  private static final SamplingResult DROP = new SamplingResult(false, Attributes.empty(), null);
  private static final SamplingResult SAMPLE = new SamplingResult(true, Attributes.empty(), null);

  /** Refuses null attributes. */
  public SamplingResult {
    Objects.requireNonNull(attributes, "attributes");
  }

  /** Records nothing. */
  public static SamplingResult drop() {
    return DROP;
  }

  /** Records and exports. */
  public static SamplingResult sample() {
    return SAMPLE;
  }
}
